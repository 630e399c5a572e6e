package validate

import "github.com/opencompendium/compendium/finding"

var ruleCodeNcitShape = Rule{
	ID:       "code-ncit-shape",
	Severity: finding.Error,
	Title:    "An NCIt code of the wrong shape",
	Explanation: "Codes of the NCI Thesaurus are a capital C and digits, as in C62035, without a prefix. Codes are how other systems find the " +
		"record, so a slip in one silently finds something else.",
	Bad: `-- drugs/examplinib.yaml --
codes: {ncit: "NCIT:C62035"}
`,
	Good: `-- drugs/examplinib.yaml --
codes: {ncit: C62035}
`,
}
