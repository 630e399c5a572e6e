package validate_test

import "testing"

func TestOffLabelWithoutCitation(t *testing.T) {
	testRule(t, "off-label-without-citation", []ruleCase{
		{name: "a flag with a source", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`},
		{name: "a reason without", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: GB, unknown: Not covered.}]
    cites: [page]
`},
		{name: "true without a source", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true}]
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:13:14 error uses[0].labels[0]"}},
		{name: "false without a source", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: false}]
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:13:14 error uses[0].labels[0]"}},
	})
}
