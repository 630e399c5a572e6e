package validate

import "github.com/opencompendium/compendium/finding"

var ruleListDuplicate = Rule{
	ID:          "list-duplicate",
	Severity:    finding.Error,
	Title:       "A list has the same item twice",
	Explanation: "An item that stands twice is a slip, often in place of another item that was meant. Keep one, and look whether one is missing.",
	Bad: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    extent: [METASTATIC, METASTATIC]
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
    cites: [page]
`,
	Good: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    extent: [METASTATIC, RECURRENT]
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
    cites: [page]
`,
}
