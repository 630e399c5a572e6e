package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestManagementContradictsKind(t *testing.T) {
	item := func(kind, text, management string) string {
		return "-- drugs/trialimab.yaml --\nsafety:\n  - {kind: " + kind +
			", with_text: warfarin, cites: [page], text: " + text + ", management: " + management + "}\n"
	}
	found := []string{"drugs/trialimab.yaml:22:95 warning safety[0].management"}
	ruletest.Run(t, "management-contradicts-kind", []ruletest.Case{
		{Name: "as it is", Change: item("CONTRAINDICATION", "Warfarin.", "CONTRAINDICATED")},
		{Name: "to be avoided", Change: item("CONTRAINDICATION", "Warfarin.", "AVOID")},
		{Name: "with days between", Change: item("CONTRAINDICATION", "Warfarin.", "SEPARATE")},
		{Name: "watched", Change: item("CONTRAINDICATION", "Warfarin.", "MONITOR"), Want: found},
		{Name: "with another dose", Change: item("CONTRAINDICATION", "Warfarin.", "ADJUST_DOSE"), Want: found},
		{Name: "an interaction that is watched", Change: item("INTERACTION", "It bleeds more.", "MONITOR")},
		{Name: "an interaction that must not be", Change: item("INTERACTION", "They must not be given together.", "MONITOR"),
			Want: []string{"drugs/trialimab.yaml:22:113 warning safety[0].management"}},
		{Name: "an interaction that must not be, and is not",
			Change: item("INTERACTION", "They must not be given together.", "AVOID")},
	})
}
