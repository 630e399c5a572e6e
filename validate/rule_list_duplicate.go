package validate

var ruleListDuplicate = Rule{
	ID:          "list-duplicate",
	Severity:    Error,
	Title:       "A list has the same item twice",
	Explanation: "An item that stands twice is a slip, often in place of another item that was meant. Keep one, and look whether one is missing.",
	Bad: `-- drugs/examplinib.yaml --
uses:
  - id: chordoma
    condition: conditions/chordoma
    extent: [METASTATIC, METASTATIC]
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: [page]
`,
	Good: `-- drugs/examplinib.yaml --
uses:
  - id: chordoma
    condition: conditions/chordoma
    extent: [METASTATIC, RECURRENT]
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: [page]
`,
}
