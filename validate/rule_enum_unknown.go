package validate

import "github.com/opencompendium/compendium/finding"

var ruleEnumUnknown = Rule{
	ID:       "enum-unknown",
	Severity: finding.Error,
	Title:    "A value that its field does not have",
	Explanation: "The field takes one of a few values, in capitals, and this is none of them. The message names the nearest, or all. Where none of " +
		"them fits what the source says, leave the field out and record a gap, or say it in notes.",
	Bad: `-- targets/example.yaml --
kind: GEN
`,
	Good: `-- targets/example.yaml --
kind: GENE
`,
	Fix: "A value that is at most two letters away from one that the field takes, or differs in capitals only, and is near no other, is replaced.",
	fix: fixEnum,
}
