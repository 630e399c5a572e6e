package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleReviewOverdue = Rule{
	ID:       "review-overdue",
	Severity: finding.Warning,
	Title:    "The next review of a record is overdue",
	Explanation: "Each record says when it must be looked at again. After that day nobody vouches for it. Check it against its sources and set the " +
		"date of the review and the next one.",
	Bad: `-- conditions/chordoma.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2024-01-01", next_due: "2026-03"}
`,
	Good: `-- conditions/chordoma.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-03-20", next_due: "2027-03"}
`,
	record: func(p *pass, r *catalog.Record) {
		e, ok := evidenceOf(r)
		// A tombstone holds nothing to look at again.
		if !ok || r.Drug().GetLifecycle() == compendiumv1.Drug_RETIRED {
			return
		}
		if _, due, ok := days(e.GetReview().GetNextDue()); ok && due < p.AsOf {
			p.report(r, "review.next_due", "The next review was due by %s, and it is %s. Check the record against its sources and move the dates.",
				e.GetReview().GetNextDue(), p.AsOf)
		}
	},
}
