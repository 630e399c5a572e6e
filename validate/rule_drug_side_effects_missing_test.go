package validate_test

import "testing"

func TestDrugSideEffectsMissing(t *testing.T) {
	testRule(t, "drug-side-effects-missing", []ruleCase{
		{name: "one is enough", change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, cites: [label]}
`},
		{name: "nothing in an active drug", change: `-- drugs/examplinib.yaml --
side_effects:
`, want: []string{"drugs/examplinib.yaml:1:1 error side_effects"}},
		{name: "an empty list is nothing", change: `-- drugs/examplinib.yaml --
side_effects: []
`, want: []string{"drugs/examplinib.yaml:11:1 error side_effects"}},
		{name: "a gap does not excuse an active drug", change: `-- drugs/examplinib.yaml --
side_effects:
gaps:
  - {field: codes.unii, reason: Not looked up.}
  - {field: side_effects, reason: The page lost its list.}
`, want: []string{"drugs/examplinib.yaml:36:5 error gaps[1]"}},
		{name: "a gap in an investigational drug is a warning", change: `-- drugs/trialimab.yaml --
side_effects:
gaps:
  - {field: products, reason: It was never licensed.}
  - {field: side_effects, reason: The page lost its list.}
`, want: []string{"drugs/trialimab.yaml:16:5 warning gaps[1]"}},
		{name: "a gap in a withdrawn drug is a warning", change: `-- drugs/trialimab.yaml --
lifecycle: WITHDRAWN
side_effects:
gaps:
  - {field: side_effects, reason: The page lost its list.}
`, want: []string{"drugs/trialimab.yaml:15:5 warning gaps[0]"}},
		{name: "a gap of another field excuses nothing", change: `-- drugs/trialimab.yaml --
side_effects:
`, want: []string{"drugs/trialimab.yaml:1:1 error side_effects"}},
		{name: "a tombstone has none", change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: drugs/examplinib
`},
	})
}
