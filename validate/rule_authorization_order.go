package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleAuthorizationOrder = Rule{
	ID:       "authorization-order",
	Severity: Error,
	Title:    "Authorization events stand oldest first",
	Explanation: "The events of a product are a history that is only ever added to, and people read it from top to bottom. An event that is " +
		"certainly earlier than one above it was put in the wrong place, or its date is wrong. Dates that may be the same day, such as 2012 " +
		"and 2012-11-05, may stand in either order.",
	Bad: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: "2006", cites: [label]}
`,
	Good: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: "2006", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`,
	Fix: "The events are moved to the order of their dates; those that may be of the same day stay as they stand to each other.",
	fix: fixOrder,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		for i, product := range d.Products {
			var newest date.Day // the earliest possible day of the event above that is certainly the latest
			at := -1
			for j, e := range product.GetAuthorizations() {
				first, last, ok := eventDays(e)
				if !ok {
					continue
				}
				if last < newest {
					p.report(r, eventPath(i, j, "date"), "The event %s of %s stands below one of %s. Move it up, or correct the date.",
						e.GetEvent(), e.GetDate(), product.GetAuthorizations()[at].GetDate()).
						alongside(r, eventPath(i, at, "date"), "The event that is later")
				}
				if first > newest {
					newest, at = first, j
				}
			}
		}
	},
}
