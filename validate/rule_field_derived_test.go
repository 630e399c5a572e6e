package validate_test

import "testing"

func TestFieldDerived(t *testing.T) {
	testRule(t, "field-derived", []ruleCase{
		{name: "a flag", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`},
		{name: "a status", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, status: UNLICENSED, cites: [page]}]
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:13:58 error uses[0].labels[0].status"}},
		{name: "a date of coverage", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, coverage_date: "2026-01-01", cites: [page]}]
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:13:65 error uses[0].labels[0].coverage_date"}},
		{name: "a name of a use", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    name: drugs/trialimab/uses/sarcoma
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:14:11 error uses[0].name"}},
	})
}
