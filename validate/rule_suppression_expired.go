package validate

import "github.com/opencompendium/compendium/finding"

// ruleSuppressionExpiredID names the rule in the list of those that nothing lowers, which the rule itself cannot stand in.
const ruleSuppressionExpiredID = "suppression-expired"

var ruleSuppressionExpired = Rule{
	ID:       ruleSuppressionExpiredID,
	Severity: finding.Error,
	Title:    "A comment no longer suppresses findings",
	Explanation: "The day until which the suppression was to hold has passed, and its findings are reported again. Fix what they are about, or look at them again " +
		"and give the comment another day.",
	Bad: `-- drugs/examplinib.yaml --
# compendium:ignore review-overdue until=2026-01-31 -- The review is planned for January.
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`,
	Good: `-- drugs/examplinib.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`,
}
