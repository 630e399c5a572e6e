package references

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var regimenComponentNotDrug = validate.Rule{
	ID:       "regimen-component-not-drug",
	Severity: finding.Error,
	Title:    "A component of a regimen must be a drug",
	Explanation: "A regimen is a plan of drugs given together. A procedure, a class or another regimen is not a " +
		"component: name the drugs themselves, and record what else is done as a partner of a use.",
	Catalog: func(p *validate.CatalogPass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == notADrug {
				p.Report(ref.From, ref.Path, "%s is not a drug, and a regimen consists of drugs. Name the drug.", ref.To)
			}
		}
	},
}
