package references

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var regimenComponentNotDrug = validate.Rule{
	ID:       "regimen-component-not-drug",
	Severity: finding.Error,
	Title:    "A component of a regimen must be a drug",
	Explanation: "A regimen is drugs given together by a plan. A procedure, a class or another regimen is no component: name the drugs themselves, " +
		"and record what is done beside them as a partner of a use.",
	Catalog: func(p *validate.CatalogPass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == notADrug {
				p.Report(ref.From, ref.Path, "%s is no drug, and a regimen is made of drugs. Name the drug.", ref.To)
			}
		}
	},
}
