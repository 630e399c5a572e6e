package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleAuthorizationInFuture = Rule{
	ID:       "authorization-in-future",
	Severity: finding.Error,
	Title:    "An event that has not happened",
	Explanation: "Events are what regulators did, and nobody can know what they will do. An event that is later than the review of its record, and " +
		"later than the day of the check, most often has a slip in its year. Correct the date. What a regulator has only announced goes into " +
		"notes until it has happened.",
	Bad: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, indication: a rare sarcoma, event: EXPANDED, date: "2062-03-01", cites: [label]}
`,
	Good: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, indication: a rare sarcoma, event: EXPANDED, date: "2026-01-01", cites: [label]}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		// Checked for a day of the past, events that came later are right: the review knows them.
		for e := range events(d) {
			if first, _, ok := eventDays(e.AuthorizationEvent); ok && p.toCome(d, first) {
				p.report(r, e.path("date"), "The %s is later than %s and than the review of the record. Correct the date; what is only announced goes into notes.",
					e.words(), p.AsOf).
					alongside(r, "review.date", "The review")
			}
		}
	},
}
