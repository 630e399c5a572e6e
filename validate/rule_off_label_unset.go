package validate

import "github.com/opencompendium/compendium/finding"

var ruleOffLabelUnset = Rule{
	ID:       "off-label-unset",
	Severity: finding.Error,
	Title:    "Whether a use is off label must be stated",
	Explanation: "A label entry says that the use is off label, that it is not, or why that is not known. An entry that says nothing would be " +
		"read as \"on label\" by somebody. Write off_label: true or off_label: false with cites, or unknown with the reason, and not both.",
	Bad: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - jurisdiction: US
        cites: [label]
    cites: [page]
`,
	Good: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - jurisdiction: US
        off_label: false
        cites: [label]
    cites: [page]
`,
}
