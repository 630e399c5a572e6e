package validate

import "github.com/opencompendium/compendium/finding"

var ruleKeyShape = Rule{
	ID:       "key-shape",
	Severity: finding.Error,
	Title:    "A key is not written as keys have to be",
	Explanation: "The id of a use and the key of a citation are short handles that other fields of the record, and clients, refer to: small " +
		"letters, digits and single hyphens, as in acs-use.",
	Bad: `-- drugs/trialimab.yaml --
uses:
  - id: Soft tissue sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
	Good: `-- drugs/trialimab.yaml --
uses:
  - id: soft-tissue-sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
}
