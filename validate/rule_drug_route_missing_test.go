package validate_test

import "testing"

func TestDrugRouteMissing(t *testing.T) {
	testRule(t, "drug-route-missing", []ruleCase{
		{name: "a route", change: "-- drugs/examplinib.yaml --\nadministrations:\n  - {route: ORAL, cites: [label]}\n"},
		{name: "a tombstone needs none", change: "-- drugs/oldinib.yaml --\ndisplay_name: Oldinib\nlifecycle: RETIRED\nreplaced_by: drugs/examplinib\n"},
		{name: "none", change: "-- drugs/examplinib.yaml --\nadministrations:\n", want: []string{"drugs/examplinib.yaml:1:1 error administrations"}},
		{name: "a gap on something else", change: "-- drugs/examplinib.yaml --\nadministrations:\ngaps:\n  - {field: codes, reason: Not searched.}\n",
			want: []string{"drugs/examplinib.yaml:1:1 error administrations"}},
		{name: "a gap does not excuse an active drug", change: "-- drugs/examplinib.yaml --\nadministrations:\ngaps:\n  - {field: administrations, reason: The page lost them.}\n",
			want: []string{"drugs/examplinib.yaml:35:5 error gaps[0]"}},
		{name: "a gap excuses one in trials", change: "-- drugs/trialimab.yaml --\nadministrations:\ngaps:\n  - {field: products, reason: It was never licensed.}\n  - {field: administrations, reason: The page lost them.}\n",
			want: []string{"drugs/trialimab.yaml:16:5 warning gaps[1]"}},
	})
}
