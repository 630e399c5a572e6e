package sources

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceDatesContradict = validate.Rule{
	ID:       "source-dates-contradict",
	Severity: finding.Error,
	Title:    "The dates of a source contradict each other",
	Explanation: "A source is published before it is revised or reviewed, and none of these happens after it was " +
		"accessed. One of the dates is wrong. Dates without a day or month contradict each other only if no reading of " +
		"them fits.",
	Record: func(p *validate.RecordPass) {
		source, ok := p.Record.Message().(*compendiumv1.Source)
		if !ok {
			return
		}
		d := source.GetDates()
		for _, order := range []struct{ earlier, later, earlierField, laterField string }{
			{d.GetPublished(), d.GetRevised(), "published", "revised"},
			{d.GetPublished(), d.GetReviewed(), "published", "reviewed"},
			{d.GetPublished(), d.GetAccessed(), "published", "accessed"},
			{d.GetRevised(), d.GetAccessed(), "revised", "accessed"},
			{d.GetReviewed(), d.GetAccessed(), "reviewed", "accessed"},
		} {
			first, _, isDate := facts.Days(order.earlier)
			_, last, areDates := facts.Days(order.later)
			if isDate && areDates && first > last {
				p.Report("dates."+order.earlierField, "%s is %s, which is after %s, %s. Correct the one that is wrong.",
					order.earlierField, order.earlier, order.laterField, order.later).
					Related(p.Record, "dates."+order.laterField, "The date that should be later")
			}
		}
	},
}
