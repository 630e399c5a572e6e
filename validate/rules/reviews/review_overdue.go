package reviews

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var reviewOverdue = validate.Rule{
	ID:       "review-overdue",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		review := catalog.Review(p.Record.Message())
		// A tombstone holds nothing to review.
		if review == nil {
			return
		}
		if _, due, ok := facts.Days(review.GetNextDue()); ok && due < p.AsOf {
			p.Report("review.next_due", "The next review was due by %s, before %s. Check the record against its sources, "+
				"then note the review with `compendium review`.",
				review.GetNextDue(), p.AsOf).
				CausedBy(finding.Field{File: p.Record.File(), Path: "review.next_due"}) // if it is before the review
		}
	},
}
