package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLaunchBeforeApproval(t *testing.T) {
	launched := func(day, approval string) string {
		return "-- drugs/examplinib.yaml --\nproducts:\n  - id: exampla-us\n    brand: Exampla\n    jurisdiction: US\n" +
			"    marketing:\n      - {event: LAUNCHED, date: \"" +
			day + "\", cites: [label]}\n    authorizations: [{id: approval, regulator: regulators/agency, use: " +
			"sarcoma, event: APPROVED, " + approval + "cites: [label]}]\n"
	}
	ruletest.Run(t, "launch-before-approval", []ruletest.Case{
		{Name: "after it", Change: launched("2010-06", `date: "2010-05-01", `)},
		{Name: "on its day", Change: launched("2010-05-01", `date: "2010-05-01", `)},
		{Name: "in its month", Change: launched("2010-05", `date: "2010-05-01", `)},
		{Name: "before it", Change: launched("2010-04", `date: "2010-05-01", `), Want: []string{"drugs/examplinib.yaml:18:33 info products[0].marketing[0].date"}},
		{Name: "in a year of an approval without a day", Change: launched("2010-04", `date: "2010", `)},
		{Name: "an approval that may be earlier", Change: launched("2001", `date: "2010-05-01", or_earlier: true, `)},
	})
}
