package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseBandsUneven(t *testing.T) {
	dose := func(id, limits, amount, rest string) string {
		return "  - {id: " + id + ", basis: LABEL, bands: [{measure: CREATININE_CLEARANCE, " + limits + ", unit: mL/min}], " +
			"steps: [{amount: {value: \"" + amount + "\", unit: mg}" + rest + "}], cites: [label]}\n"
	}
	change := func(doses ...string) string {
		all := "-- drugs/examplinib.yaml --\ndoses:\n"
		for _, one := range doses {
			all += one
		}
		return all
	}
	good, weak := `from: "50"`, `from: "30", below: "50"`
	ruletest.Run(t, "dose-bands-uneven", []ruletest.Case{
		{Name: "bands that meet", Change: change(dose("a", good, "4", ""), dose("b", weak, "3", ""), dose("c", `below: "30"`, "2", ""))},
		{Name: "a gap", Change: change(dose("a", good, "4", ""), dose("b", `from: "30", below: "40"`, "3", "")),
			Want: []string{"drugs/examplinib.yaml:37:27 info doses[0].bands"}},
		{Name: "a gap, the lower band first", Change: change(dose("b", `from: "30", below: "40"`, "3", ""), dose("a", good, "4", "")),
			Want: []string{"drugs/examplinib.yaml:38:27 info doses[1].bands"}},
		{Name: "rounded limits", Change: change(dose("a", good, "4", ""), dose("b", `from: "30", up_to: "49"`, "3", ""))},
		{Name: "more for weak kidneys", Change: change(dose("a", good, "3.3", ""), dose("b", weak, "3.7", "")),
			Want: []string{"drugs/examplinib.yaml:37:104 info doses[0].steps[0].amount"}},
		{Name: "as much less often", Change: change(dose("a", good, "50", `, every: {value: "1", unit: d}`),
			dose("b", weak, "50", `, every: {value: "2", unit: d}`))},
		{Name: "as much more often", Change: change(dose("a", good, "50", `, every: {value: "2", unit: d}`),
			dose("b", weak, "50", `, every: {value: "1", unit: d}`)),
			Want: []string{"drugs/examplinib.yaml:37:104 info doses[0].steps[0].amount"}},
		{Name: "bands of age", Change: `-- drugs/examplinib.yaml --
doses:
  - {id: a, basis: LABEL, cites: [label], bands: [{measure: AGE, from: "18", unit: a}], steps: [{amount_words: one}]}
  - {id: b, basis: LABEL, cites: [label], bands: [{measure: AGE, below: "12", unit: a}], steps: [{amount_words: two}]}
`},
	})
}
