package references

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var classAsDrug = validate.Rule{
	ID:       "class-as-drug",
	Severity: finding.Error,
	Title:    "A class stands where a drug is meant",
	Explanation: "A class is never a drug: it has no route, no product and no license of its own. A field that takes drugs needs the drug that the " +
		"source means. Where the source names the class only, record the use at the class.",
	Catalog: func(p *validate.CatalogPass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == classForDrug {
				p.Report(ref.From, ref.Path, "%s is a class, and this field takes a drug. Name the drug that the source means.", ref.To)
			}
		}
	},
}
