package validate

var ruleRegionShape = Rule{
	ID:       "region-shape",
	Severity: Error,
	Title:    "A region is not one of the list",
	Explanation: "Jurisdictions are the officially assigned codes of ISO 3166-1 alpha-2, in capitals, and EU for the European Union. The United " +
		"Kingdom is GB. Labels are compared by these codes, so another spelling would be another place.",
	Bad: `-- sources/page.yaml --
jurisdiction: UK
`,
	Good: `-- sources/page.yaml --
jurisdiction: GB
`,
}
