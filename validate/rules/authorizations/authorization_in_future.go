package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var authorizationInFuture = validate.Rule{
	ID:       "authorization-in-future",
	Severity: finding.Error,
	Title:    "An event has not happened yet",
	Explanation: "Events are what regulators did, not what they will do. An event later than both the review of its " +
		"record and the day of the check most often has a slip in its year. Correct the date. What a regulator has only " +
		"announced goes into notes until it happens.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		// In a check as of a past day, later events are right if the review is later still.
		for e := range facts.Events(d) {
			if first, _, ok := facts.EventDays(e.AuthorizationEvent); ok && facts.ToCome(p, d, first) {
				p.Report(e.Path("date"), "The %s is later than %s and than the review of the record. Correct the date, or move "+
					"what is only announced to notes.",
					e.Words(), p.AsOf).
					Related(p.Record, "review.date", "The review")
			}
		}
	},
}
