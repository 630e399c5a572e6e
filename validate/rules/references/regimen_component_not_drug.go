package references

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var regimenComponentNotDrug = validate.Rule{
	ID:       "regimen-component-not-drug",
	Severity: finding.Error,
	Title:    "A component of a regimen names as its drug what is not one",
	Explanation: "A regimen is a plan of drugs and procedures. In drug, a component names a drug: a class or another " +
		"regimen does not say which one is given, and a procedure has a field of its own. Name the drugs themselves.",
	Catalog: func(p *validate.CatalogPass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == notADrug {
				p.Report(ref.From, ref.Path, "%s is not a drug. Name the drug; a procedure is named in procedure.", ref.To)
			}
		}
	},
}
