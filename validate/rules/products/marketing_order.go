package products

import (
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var marketingOrder = validate.Rule{
	ID:       "marketing-order",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			list := facts.ItemPath(productsList, i, "marketing")
			var newest date.Day // the earliest possible day of the event above that is certainly the latest
			above := -1
			for j, e := range product.GetMarketing() {
				first, last, dated := facts.Days(e.GetDate())
				switch {
				case !dated && e.GetDate() != "": // date-shape reports it
				case !dated && above >= 0:
					p.Report(facts.ItemPath(list, j, ""), "The event %s has no date and is listed below one of %s. Move it to the "+
						"top, or add its date.", e.GetEvent(), product.GetMarketing()[above].GetDate()).
						Related(p.Record, facts.ItemPath(list, above, "date"), "The dated event")
				case dated && last < newest:
					p.Report(facts.ItemPath(list, j, "date"), "The event %s of %s is listed below one of %s. Move it up, or correct "+
						"the date.", e.GetEvent(), e.GetDate(), product.GetMarketing()[above].GetDate()).
						Related(p.Record, facts.ItemPath(list, above, "date"), "The later event")
				case dated && (above < 0 || first > newest):
					newest, above = first, j
				}
			}
		}
	},
}
