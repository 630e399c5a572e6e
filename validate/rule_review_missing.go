package validate

import "github.com/opencompendium/compendium/finding"

var ruleReviewMissing = Rule{
	ID:       "review-missing",
	Severity: finding.Error,
	Title:    "A record does not say who checked it",
	Explanation: "Every record of facts says who last checked it against its sources, by role, when, and when the next check is due. Without it " +
		"nobody can tell whether it is current. Sources, regulators and targets need none, and neither does a tombstone.",
	Bad: `-- conditions/chordoma.yaml --
review:
`,
	Good: `-- conditions/chordoma.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`,
}
