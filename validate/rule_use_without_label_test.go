package validate_test

import "testing"

func TestUseWithoutLabel(t *testing.T) {
	testRule(t, "use-without-label", []ruleCase{
		{name: "one jurisdiction", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`},
		{name: "a reason in place of a flag", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: GB, unknown: Not covered.}]
    cites: [page]
`},
		{name: "none", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:10:5 error uses[0].labels"}},
		{name: "an empty list", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: []
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:13:5 error uses[0].labels"}},
	})
}
