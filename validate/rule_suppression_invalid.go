package validate

import "github.com/opencompendium/compendium/finding"

// ruleSuppressionInvalidID names the rule in the list of those that nothing lowers, which the rule itself cannot stand in.
const ruleSuppressionInvalidID = "suppression-invalid"

var ruleSuppressionInvalid = Rule{
	ID:       ruleSuppressionInvalidID,
	Severity: finding.Error,
	Title:    "A comment that suppresses findings cannot be read",
	Explanation: "A suppression is `# compendium:ignore RULE until=2027-01-01 -- why`, above a field or on its line, with one rule or several and always with a " +
		"reason; until may be left out. What is misspelled would suppress nothing, or the wrong thing, and nobody would see it.",
	Bad: `-- drugs/examplinib.yaml --
# compendium:ignore review-overdu -- The next review is planned.
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`,
	Good: `-- drugs/examplinib.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`,
}
