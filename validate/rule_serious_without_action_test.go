package validate_test

import "testing"

func TestSeriousWithoutAction(t *testing.T) {
	testRule(t, "serious-without-action", []ruleCase{
		{name: "serious, with an action", change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: bleeding, seriousness: SERIOUS, action: Call an ambulance., cites: [label]}
`},
		{name: "moderate, without", change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: bleeding, seriousness: MODERATE, cites: [label]}
`},
		{name: "serious, without", change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, cites: [label]}
  - {term: bleeding, seriousness: SERIOUS, cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:13:5 error side_effects[1]"}},
	})
}
