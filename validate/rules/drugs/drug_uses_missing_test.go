package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDrugUsesMissing(t *testing.T) {
	drug := func(text string) string { return "-- drugs/newinib.yaml --\ndisplay_name: Newinib\n" + text }
	ruletest.Run(t, "drug-uses-missing", []ruletest.Case{
		{Name: "a use", Change: drug("depth: MONOGRAPH\nuses: [{id: sarcoma}]\n")},
		{Name: "a register entry promises none", Change: drug("depth: REGISTER\n")},
		{Name: "a tombstone needs none", Change: drug("lifecycle: RETIRED\nreplaced_by: [drugs/examplinib]\n")},
		{Name: "none", Change: drug("depth: MONOGRAPH\n"), Want: []string{"drugs/newinib.yaml:1:1 error uses"}},
		{Name: "a gap does not excuse a drug in use",
			Change: drug("depth: MONOGRAPH\nlifecycle: ACTIVE\ngaps:\n  - {field: uses, reason: No source names one.}\n"),
			Want:   []string{"drugs/newinib.yaml:5:5 error gaps[0]"}},
		{Name: "a gap excuses one in trials",
			Change: drug("depth: MONOGRAPH\nlifecycle: INVESTIGATIONAL\n" +
				"gaps:\n  - {field: uses, reason: No source names one.}\n"),
			Want: []string{"drugs/newinib.yaml:5:5 warning gaps[0]"}},
	})
}
