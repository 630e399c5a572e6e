package validate

import "github.com/opencompendium/compendium/finding"

var ruleCodeOncotreeShape = Rule{
	ID:       "code-oncotree-shape",
	Severity: finding.Error,
	Title:    "An OncoTree code of the wrong shape",
	Explanation: "OncoTree names types of tumors by a few capitals and digits, as in CHDM. Codes are how other systems find the record, so a slip " +
		"in one silently finds something else.",
	Bad: `-- conditions/chordoma.yaml --
codes: {oncotree: chdm}
`,
	Good: `-- conditions/chordoma.yaml --
codes: {oncotree: CHDM}
`,
}
