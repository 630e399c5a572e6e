package validate

import "github.com/opencompendium/compendium/finding"

var ruleFieldRequired = Rule{
	ID:       "field-required",
	Severity: finding.Error,
	Title:    "A required field is missing",
	Explanation: "The schema marks the field as required: without it the record, or the fact, says nothing that anybody can use. " +
		"Add it; where the sources do not give it, record a gap instead of the fact.",
	Bad: `-- conditions/other.yaml --
display_name: Other condition
kind: NEOPLASM
review: {status: NOT_CLINICALLY_REVIEWED, date: "2026-01-01", next_due: "2027-01-01"}
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
	Fix: "With --archive, the digest of an archived text that its source names without one is added.",
	fix: fixArchive,
}
