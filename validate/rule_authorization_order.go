package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleAuthorizationOrder = Rule{
	ID:       "authorization-order",
	Severity: finding.Error,
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
			p.ordered(r, d, i, product.GetAuthorizations())
		}
	},
}

// ordered reports the events of a product that are out of place. Where the date of one is the only one that is, it is that event.
func (p *pass) ordered(r *catalog.Record, d *compendiumv1.Drug, i int, events []*compendiumv1.AuthorizationEvent) {
	const nobody = -1
	found := outOfPlace(events, nobody)
	if len(found) == 0 {
		return
	}
	above := found[0].above
	first, _, _ := eventDays(events[above])
	if (len(found) > 1 || p.toCome(d, first)) && len(outOfPlace(events, above)) == 0 {
		e, below := events[above], events[found[0].at]
		p.report(r, eventPath(i, above, "date"), "The event %s of %s stands above one of %s. Move it down, or correct the date.", e.GetEvent(), e.GetDate(), below.GetDate()).
			alongside(r, eventPath(i, found[0].at, "date"), "The event that is earlier").
			following(finding.Field{File: r.File(), Path: eventPath(i, above, "date")}) // where something else is wrong with the date
		return
	}
	for _, f := range found {
		e := events[f.at]
		p.report(r, eventPath(i, f.at, "date"), "The event %s of %s stands below one of %s. Move it up, or correct the date.", e.GetEvent(), e.GetDate(), events[f.above].GetDate()).
			alongside(r, eventPath(i, f.above, "date"), "The event that is later")
	}
}

// misplaced is an event that is certainly earlier than one above it, by their indexes.
type misplaced struct{ at, above int }

// outOfPlace gives the events that stand below a later one, when one of them is left out.
func outOfPlace(events []*compendiumv1.AuthorizationEvent, without int) []misplaced {
	var found []misplaced
	var newest date.Day // the earliest possible day of the event above that is certainly the latest
	above := -1
	for j, e := range events {
		first, last, ok := eventDays(e)
		if !ok || j == without {
			continue
		}
		if last < newest {
			found = append(found, misplaced{j, above})
		}
		if first > newest {
			newest, above = first, j
		}
	}
	return found
}
