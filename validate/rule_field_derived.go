package validate

import "github.com/opencompendium/compendium/finding"

var ruleFieldDerived = Rule{
	ID:       "field-derived",
	Severity: finding.Error,
	Title:    "A field that the catalog derives is typed",
	Explanation: "The name of a use, the status of a label and the date of its coverage follow from the path, the authorization events and the " +
		"regulators' coverage. Typed, they could only go stale or contradict. Remove the line; `off_label` is what an author states.",
	Bad: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, status: UNLICENSED, cites: [page]}]
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
