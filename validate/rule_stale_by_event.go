package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleStaleByEvent = Rule{
	ID:       "stale-by-event",
	Severity: finding.Warning,
	Title:    "A regulator acted after the record was last reviewed",
	Explanation: "An approval, restriction or withdrawal changes more of a record than its list of events: the uses, their labels, the side effects. " +
		"Where an event took effect after the last review, check the whole record against it, then move the date of the review.",
	Bad: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RESTRICTED, date: "2026-03-01", reason: It harmed some., cites: [label]}
`,
	Good: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RESTRICTED, date: "2026-03-01", reason: It harmed some., cites: [label]}
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-04-01", next_due: "2027-01-01"}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		_, reviewed, ok := days(d.GetReview().GetDate())
		if !ok {
			return
		}
		var latest event
		var on date.Day
		for e := range events(d) {
			if first, _, ok := eventDays(e.AuthorizationEvent); ok && first > reviewed && first <= p.AsOf && first > on {
				latest, on = e, first
			}
		}
		if on == "" {
			return
		}
		p.report(r, "review.date", "The record was last reviewed on %s, before the %s. Check the record against it and move the date of the review.",
			d.GetReview().GetDate(), latest.words()).
			alongside(r, latest.path("date"), "The event after the review")
	},
}
