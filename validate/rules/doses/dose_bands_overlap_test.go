package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseBandsOverlap(t *testing.T) {
	doses := func(a, b string) string {
		const rest = `basis: LABEL, steps: [{amount: {value: "4", unit: mg}}], cites: [label], `
		return "-- drugs/examplinib.yaml --\ndoses:\n  - {id: a, " + rest + a + "}\n  - {id: b, " + rest + b + "}\n"
	}
	const (
		child = `bands: [{measure: AGE, below: "18", unit: a}]`
		adult = `bands: [{measure: AGE, from: "18", unit: a}]`
		old   = `bands: [{measure: AGE, from: "65", unit: a}]`
		heavy = `bands: [{measure: WEIGHT, above: "10", unit: kg}]`
	)
	found := []string{"drugs/examplinib.yaml:38:86 info doses[1].bands"}
	ruletest.Run(t, "dose-bands-overlap", []ruletest.Case{
		{Name: "side by side", Change: doses(child, adult)},
		{Name: "one above the other", Change: doses(adult, old), Want: found},
		{Name: "the same band", Change: doses(child, child), Want: found},
		{Name: "one value in both", Change: doses(`bands: [{measure: AGE, up_to: "18", unit: a}]`, adult), Want: found},
		{Name: "one value in one", Change: doses(`bands: [{measure: WEIGHT, up_to: "10", unit: kg}]`, heavy)},
		{Name: "other measures", Change: doses(child, heavy)},
		{Name: "no band", Change: doses(`until: Later.`, `until: Later.`)},
		{Name: "another country", Change: doses(child+", jurisdictions: [US]", child+", jurisdictions: [CA]")},
		{Name: "another route", Change: doses(child+", route: ORAL", child+", route: INTRAVENOUS")},
		{Name: "another end", Change: doses(adult+", until: It grows.", old)},
	})
}
