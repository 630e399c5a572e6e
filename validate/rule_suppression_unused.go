package validate

import "github.com/opencompendium/compendium/finding"

// ruleSuppressionUnusedID names the rule in the list of those that nothing lowers, which the rule itself cannot stand in.
const ruleSuppressionUnusedID = "suppression-unused"

var ruleSuppressionUnused = Rule{
	ID:       ruleSuppressionUnusedID,
	Severity: finding.Error,
	Title:    "A comment suppresses nothing",
	Explanation: "The rule has no finding at the field that the comment covers, any more or yet. Left in place, it would hide the next one, which nobody has looked " +
		"at. Remove the rule from the comment, or put the comment where the finding is.",
	Bad: `-- drugs/examplinib.yaml --
# compendium:ignore review-overdue -- The next review is planned.
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`,
	Good: `-- drugs/examplinib.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`,
}
