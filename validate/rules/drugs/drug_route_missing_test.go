package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDrugRouteMissing(t *testing.T) {
	ruletest.Run(t, "drug-route-missing", []ruletest.Case{
		{Name: "a route", Change: "-- drugs/examplinib.yaml --\nadministrations:\n  - {route: ORAL, cites: [label]}\n"},
		{Name: "a tombstone needs none",
			Change: "-- drugs/oldinib.yaml --\ndisplay_name: Oldinib\nlifecycle: RETIRED\nreplaced_by: [drugs/examplinib]\n"},
		{Name: "none", Change: "-- drugs/examplinib.yaml --\nadministrations:\n",
			Want: []string{"drugs/examplinib.yaml:1:1 error administrations"}},
		{Name: "a gap on something else",
			Change: "-- drugs/examplinib.yaml --\nadministrations:\ngaps:\n  - {field: codes, reason: Not searched.}\n",
			Want:   []string{"drugs/examplinib.yaml:1:1 error administrations"}},
		{Name: "a gap does not excuse a drug in use",
			Change: "-- drugs/examplinib.yaml --\nadministrations:\ngaps:\n  - {field: administrations, reason: The page lost " +
				"them.}\n",
			Want: []string{"drugs/examplinib.yaml:36:5 error gaps[0]"}},
		{Name: "a gap excuses one in trials",
			Change: "-- drugs/trialimab.yaml --\nadministrations:\ngaps:\n  - {field: products, reason: It was never " +
				"licensed.}\n  - {field: administrations, reason: The page lost them.}\n",
			Want: []string{"drugs/trialimab.yaml:16:5 warning gaps[1]"}},
	})
}
