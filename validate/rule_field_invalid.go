package validate

import "github.com/opencompendium/compendium/finding"

var ruleFieldInvalid = Rule{
	ID:       "field-invalid",
	Severity: finding.Error,
	Title:    "A value is not one that its field takes",
	Explanation: "The schema bounds the field: a pattern, a range, a set of values. The message names the constraint; the documentation of the " +
		"field gives an example.",
	Bad: `-- sources/page.yaml --
identifiers: {nct: "12345678"}
`,
	Good: `-- sources/page.yaml --
identifiers: {nct: NCT12345678}
`,
	Fix: "With --archive, the number of words of a passage is added, where its digest is that of a passage in the archived text.",
	fix: fixWords,
}
