package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

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
	ruletest.Run(t, "investigational-on-label", []ruletest.Case{
		{Name: "off label"},
		{Name: "flagged on label", Change: drug("US, off_label: false, cites: [page]", ""),
			Want: []string{"drugs/trialimab.yaml:14:39 error uses[0].labels[0].off_label"}},
		{Name: "on label by flag and events", Change: drug("US, off_label: false, cites: [page]", approved),
			Want: []string{"drugs/trialimab.yaml:14:39 error uses[0].labels[0].off_label"}},
		{Name: "on label by events against the flag", Change: drug("US, off_label: true, cites: [page]", approved),
			Want: []string{"drugs/trialimab.yaml:14:39 error uses[0].labels[0].off_label"}},
		{Name: "on label by events, said to be unknown", Change: drug("US, unknown: Not looked up.", approved),
			Want: []string{"drugs/trialimab.yaml:14:9 error uses[0].labels[0].off_label"}},
		{Name: "licensed elsewhere than the label", Change: drug("CA, unknown: Not covered.", approved)},
		{Name: "an active drug", Change: drug("US, off_label: false, cites: [page]", approved+"lifecycle: ACTIVE\n")},
		{Name: "a withdrawn drug", Change: drug("US, off_label: false, cites: [page]", "lifecycle: WITHDRAWN\n")},
		{Name: "approved after the day of the check", Change: drug("US, off_label: true, cites: [page]", `products:
  - brand: Triala
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2026-06-02", cites: [page]}
`)},
	})
}
