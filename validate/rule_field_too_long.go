package validate

import "github.com/opencompendium/compendium/finding"

var ruleFieldTooLong = Rule{
	ID:       "field-too-long",
	Severity: finding.Error,
	Title:    "A text is longer than its field takes",
	Explanation: "Each text has a greatest length, in characters, that keeps records readable and bounded. Say it shorter, or split it into " +
		"several facts with citations of their own.",
	Bad: `-- conditions/other.yaml --
display_name: Other condition
kind: NEOPLASM
review: {status: NOT_CLINICALLY_REVIEWED, by_role: somebody whose role takes more words than a role should take and who would do better to say it in a word or two, date: "2026-01-01", next_due: "2027-01-01"}
cites: [page]
citations:
  page: {source: sources/page}
`,
	Good: `-- conditions/other.yaml --
display_name: Other condition
kind: NEOPLASM
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
cites: [page]
citations:
  page: {source: sources/page}
`,
}
