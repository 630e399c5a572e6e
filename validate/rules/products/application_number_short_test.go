package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestApplicationNumberShort(t *testing.T) {
	product := func(jurisdiction, number string) string {
		return "-- drugs/examplinib.yaml --\nproducts:\n  - {id: a, brand: Exampla, jurisdiction: " + jurisdiction +
			", application_numbers: [\"" + number + "\"]}\n"
	}
	want := []string{"drugs/examplinib.yaml:14:69 warning products[0].application_numbers[0]"}
	ruletest.Run(t, "application-number-short", []ruletest.Case{
		{Name: "six digits", Change: product("US", "NDA 021588/S-012")},
		{Name: "five digits", Change: product("US", "NDA 21588"), Want: want},
		{Name: "five digits before a supplement", Change: product("US", "BLA12588/S-012"), Want: want},
		{Name: "seven digits", Change: product("US", "ANDA 0212588"), Want: want},
		{Name: "with a hyphen", Change: product("US", "NDA 21-588")},
		{Name: "digits alone, as registers have them", Change: product("US", "21588")},
		{Name: "of another country", Change: product("UG", "NDA 21588")},
		{Name: "of a combination's second application", Change: product("US", "NDA 021335, NDA 21588"), Want: want},
	})
}
