package validate_test

import "testing"

func TestTombstoneWithoutReplacement(t *testing.T) {
	testRule(t, "tombstone-without-replacement", []ruleCase{
		{name: "a tombstone with its replacement", change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: drugs/examplinib
`},
		{name: "a drug in use without one", change: `-- drugs/examplinib.yaml --
lifecycle: ACTIVE
`},
		{name: "a tombstone without", change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
`,
			want: []string{"drugs/oldinib.yaml:2:12 error lifecycle"}},
		{name: "a drug in use with one", change: `-- drugs/examplinib.yaml --
replaced_by: drugs/trialimab
`,
			want: []string{"drugs/examplinib.yaml:36:14 error replaced_by"}},
	})
}
