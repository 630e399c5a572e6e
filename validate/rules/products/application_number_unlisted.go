package products

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var applicationNumberUnlisted = validate.Rule{
	ID:       "application-number-unlisted",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			var listed []kindOfNumber
			for _, text := range product.GetApplicationNumbers() {
				listed = append(listed, kindsIn(text, "", "")...)
			}
			for j, event := range product.GetAuthorizations() {
				named := kindsIn(event.GetReference(), facts.EventPath(i, j, "reference"), "")
				known := slices.ContainsFunc(named, func(n kindOfNumber) bool {
					return slices.ContainsFunc(listed, func(l kindOfNumber) bool { return l.digits == n.digits })
				})
				if len(listed) > 0 && len(named) > 0 && !known {
					p.Report(named[0].path, "The event is of %s, which is none of the product's application_numbers. Add it there, "+
						"or correct the number that is wrong.", named[0].text).
						Related(p.Record, facts.ItemPath(productsList, i, "application_numbers"), "The numbers of the product")
				}
			}
		}
	},
}
