package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestNumberOfOtherCountry(t *testing.T) {
	product := func(there, fields string) string {
		return "-- drugs/trialimab.yaml --\nproducts: [{id: x, brand: X, jurisdiction: " + there + ", cites: [page], " +
			fields + "}]\n"
	}
	ruletest.Run(t, "number-of-other-country", []ruletest.Case{
		{Name: "a DIN", Change: product("CA", `codes: [{system: DIN, code: "02253275"}]`)},
		{Name: "an NDC", Change: product("US", `codes: [{system: NDC, code: 0078-0401}]`)},
		{Name: "a code of no country", Change: product("CA", `codes: [{system: SNOMED_CT, code: "391634008"}]`)},
		{Name: "a number of the EU in a member, and in the United Kingdom",
			Change: product("DE", "application_numbers: [EU/1/21/1586]") +
				"-- drugs/examplinib.yaml --\nproducts: [{id: y, brand: Y, jurisdiction: GB, application_numbers: " +
				"[EU/1/01/198]}]\n"},
		{Name: "a number of the EU in Norway", Change: product("NO", "application_numbers: [EU/1/21/1586]")},
		{Name: "a number of the EU in Northern Ireland", Change: product("GB-NIR", "application_numbers: [EU/1/21/1586]")},
		{Name: "a number of the EU in Switzerland", Change: product("CH", "application_numbers: [EU/1/21/1586]"),
			Want: []string{"drugs/trialimab.yaml:21:85 warning products[0].application_numbers[0]"}},
		{Name: "a number of its own country", Change: product("CA", "application_numbers: [NDS 123456]")},
		{Name: "an NDC in Canada", Change: product("CA", `codes: [{system: NDC, code: 0078-0401}]`),
			Want: []string{"drugs/trialimab.yaml:21:91 warning products[0].codes[0].code"}},
		{Name: "an NDA in the EU", Change: product("EU", "application_numbers: [NDA 021588]"),
			Want: []string{"drugs/trialimab.yaml:21:85 warning products[0].application_numbers[0]"}},
		{Name: "a number of the EU in the US", Change: product("US", "application_numbers: [EU/1/21/1586]"),
			Want: []string{"drugs/trialimab.yaml:21:85 warning products[0].application_numbers[0]"}},
	})
}
