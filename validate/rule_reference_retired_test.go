package validate_test

import "testing"

func TestReferenceRetired(t *testing.T) {
	testRule(t, "reference-retired", []ruleCase{
		{name: "the replacement is named", change: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: drugs/trialimab
-- trials/example.yaml --
tested: [drugs/trialimab]
`},
		{name: "the tombstone is named", change: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: drugs/trialimab
-- trials/example.yaml --
tested: [drugs/oldimab]
`,
			want: []string{"trials/example.yaml:5:10 error tested[0]"}},
		{name: "a tombstone leads to another", change: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: drugs/trialimab
-- drugs/olderimab.yaml --
display_name: Olderimab
lifecycle: RETIRED
replaced_by: drugs/oldimab
`,
			want: []string{"drugs/olderimab.yaml:3:14 error replaced_by"}},
	})
}
