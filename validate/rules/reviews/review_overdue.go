package reviews

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var reviewOverdue = validate.Rule{
	ID:       "review-overdue",
	Severity: finding.Warning,
	Title:    "The next review of a record is overdue",
	Explanation: "Each record says when it has to be reviewed again. After that day nobody vouches for it. Check it " +
		"against its sources, and set the dates of this review and the next.",
	Record: func(p *validate.RecordPass) {
		review := facts.Review(p.Record)
		// A tombstone holds nothing to review.
		if review == nil {
			return
		}
		if _, due, ok := facts.Days(review.GetNextDue()); ok && due < p.AsOf {
			p.Report("review.next_due", "The next review was due by %s, and it is %s. Check the record against its sources "+
				"and move the dates.",
				review.GetNextDue(), p.AsOf)
		}
	},
}
