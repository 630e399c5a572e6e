package validate

import "github.com/opencompendium/compendium/finding"

var ruleSourceWithoutDate = Rule{
	ID:       "source-without-date",
	Severity: finding.Error,
	Title:    "A source without a date",
	Explanation: "What a source says was true when it was written. It states when it was published, revised or reviewed; where none of them is " +
		"known, that is a fact too: unknown, with the reason. The date on which somebody looked at it, or of its copyright line, is no " +
		"such date.",
	Bad: `-- sources/page.yaml --
dates: {accessed: "2026-01-01", copyright: "2025"}
`,
	Good: `-- sources/page.yaml --
dates: {accessed: "2026-01-01", copyright: "2025", revised: "2025-06-01"}
`,
}
