package reviews

import (
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var staleByEvent = validate.Rule{
	ID:       "stale-by-event",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		_, reviewed, ok := facts.Days(d.GetReview().GetDate())
		if !ok {
			return
		}
		var latest facts.Event
		var on date.Day
		for e := range facts.Events(d) {
			if first, _, ok := facts.EventDays(e.AuthorizationEvent); ok && first > reviewed && first <= p.AsOf && first > on {
				latest, on = e, first
			}
		}
		if on == "" {
			return
		}
		p.Report("review.date", "The record was last reviewed on %s, before the %s. Check the record against the "+
			"event, then note the review with `compendium review`.",
			d.GetReview().GetDate(), latest.Words()).
			Related(p.Record, latest.Path("date"), "The event after the review")
	},
}
