package references

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var classAsDrug = validate.Rule{
	ID:       "class-as-drug",
	Severity: finding.Error,
	Title:    "A class is named in place of a drug",
	Explanation: "A class is never a drug: it has no route, product or license of its own. A field that takes drugs " +
		"needs the drug that the source means. If the source names only the class, record the use at the class.",
	Catalog: func(p *validate.CatalogPass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == classForDrug {
				p.Report(ref.From, ref.Path, "%s is a class, and this field takes a drug. Name the drug that the source means.",
					ref.To)
			}
		}
	},
}
