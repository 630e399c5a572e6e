package references

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var classAsDrug = validate.Rule{
	ID:       "class-as-drug",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == classForDrug {
				p.Report(ref.From, ref.Path, "%s is a class, and this field takes a drug. Name the drug that the source means.",
					ref.To)
			}
		}
	},
}
