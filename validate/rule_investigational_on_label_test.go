package validate_test

import "testing"

func TestInvestigationalOnLabel(t *testing.T) {
	const approved = `products:
  - brand: Triala
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: ACCELERATED, date: "2024-02-01", cites: [page]}
`
	drug := func(label, rest string) string {
		return `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: ` + label + `}
    cites: [page]
` + rest
	}
	testRule(t, "investigational-on-label", []ruleCase{
		{name: "off label"},
		{name: "flagged on label", change: drug("US, off_label: false, cites: [page]", ""), want: []string{"drugs/trialimab.yaml:14:39 error uses[0].labels[0].off_label"}},
		{name: "on label by flag and events", change: drug("US, off_label: false, cites: [page]", approved), want: []string{"drugs/trialimab.yaml:14:39 error uses[0].labels[0].off_label"}},
		{name: "on label by events against the flag", change: drug("US, off_label: true, cites: [page]", approved), want: []string{"drugs/trialimab.yaml:14:39 error uses[0].labels[0].off_label"}},
		{name: "on label by events, said to be unknown", change: drug("US, unknown: Not looked up.", approved), want: []string{"drugs/trialimab.yaml:14:9 error uses[0].labels[0].off_label"}},
		{name: "licensed elsewhere than the label", change: drug("CA, unknown: Not covered.", approved)},
		{name: "an active drug", change: drug("US, off_label: false, cites: [page]", approved+"lifecycle: ACTIVE\n")},
		{name: "a withdrawn drug", change: drug("US, off_label: false, cites: [page]", "lifecycle: WITHDRAWN\n")},
		{name: "approved after the day of the check", change: drug("US, off_label: true, cites: [page]", `products:
  - brand: Triala
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2026-06-02", cites: [page]}
`)},
	})
}
