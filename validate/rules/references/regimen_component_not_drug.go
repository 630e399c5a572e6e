package references

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var regimenComponentNotDrug = validate.Rule{
	ID:       "regimen-component-not-drug",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == notADrug {
				p.Report(ref.From, ref.Path, "%s is not a drug. Name the drug; a procedure is named in procedure.", ref.To)
			}
		}
	},
}
