package validate

var ruleCodeSnomedShape = Rule{
	ID:       "code-snomed-shape",
	Severity: Error,
	Title:    "A SNOMED CT identifier of the wrong shape",
	Explanation: "A SNOMED CT identifier has 6 to 18 digits without a leading zero. Write them in quotes, so that they stay a text. Codes are how " +
		"other systems find the record, so a slip in one silently finds something else.",
	Bad: `-- drugs/examplinib.yaml --
codes: {snomed: SCTID 1234567}
`,
	Good: `-- drugs/examplinib.yaml --
codes: {snomed: "1234567"}
`,
}
