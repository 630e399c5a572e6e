package validate

import "github.com/opencompendium/compendium/finding"

var ruleCodeHgncShape = Rule{
	ID:       "code-hgnc-shape",
	Severity: finding.Error,
	Title:    "An HGNC identifier of the wrong shape",
	Explanation: "The HUGO Gene Nomenclature Committee numbers genes. Write the digits in quotes and without the prefix, as in \"6342\" for KIT; the " +
		"symbol goes into symbol.",
	Bad: `-- targets/example.yaml --
codes: {hgnc: "HGNC:6342"}
`,
	Good: `-- targets/example.yaml --
codes: {hgnc: "6342"}
`,
}
