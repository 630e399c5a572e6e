package validate

import "github.com/opencompendium/compendium/finding"

var ruleUseWithoutLabel = Rule{
	ID:       "use-without-label",
	Severity: finding.Error,
	Title:    "A use says nothing about its label",
	Explanation: "Whether a use is on or off label is the question that the catalog is asked most. Each use answers it for at least one " +
		"jurisdiction: with off_label, or with unknown and the reason.",
	Bad: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    cites: [page]
`,
	Good: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
}
