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
	Title:    "An event that has not happened",
	Explanation: "Events are what regulators did, and nobody can know what they will do. An event that is later than the review of its record, and " +
		"later than the day of the check, most often has a slip in its year. Correct the date. What a regulator has only announced goes into " +
		"notes until it has happened.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		// Checked for a day of the past, events that came later are right: the review knows them.
		for e := range facts.Events(d) {
			if first, _, ok := facts.EventDays(e.AuthorizationEvent); ok && facts.ToCome(p, d, first) {
				p.Report(e.Path("date"), "The %s is later than %s and than the review of the record. Correct the date; what is only announced goes into notes.",
					e.Words(), p.AsOf).
					Related(p.Record, "review.date", "The review")
			}
		}
	},
}
