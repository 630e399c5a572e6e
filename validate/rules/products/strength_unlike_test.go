package products_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestStrengthUnlike(t *testing.T) {
	country := func(product string) string {
		if strings.Contains(product, "jurisdiction") {
			return ""
		}
		return "jurisdiction: CA, "
	}
	two := func(first, second string) string {
		return "-- drugs/examplinib.yaml --\nproducts:\n" +
			"  - {id: a, brand: Exampla, jurisdiction: US, strengths: [" + first + "]}\n" +
			"  - {id: b, " + country(second) + second + "]}\n"
	}
	of := func(amount, unit string) string { return `{amount: {value: "` + amount + `", unit: ` + unit + `}}` }
	in := func(amount, volume string) string {
		return `{amount: {value: "` + amount + `", unit: mg}, per: {value: "` + volume + `", unit: mL}}`
	}
	same, other := "brand: Exampla, strengths: [", "brand: Testa, strengths: ["
	ruletest.Run(t, "strength-unlike", []ruletest.Case{
		{Name: "alike", Change: two(of("12.5", "mg"), same+of("12.5", "mg"))},
		{Name: "ten times", Change: two(of("12.5", "mg"), same+of("125", "mg")),
			Want: []string{"drugs/examplinib.yaml:15:59 info products[1].strengths[0]"}},
		{Name: "ten times, beside the same", Change: two(of("25", "mg")+", "+of("12.5", "mg"),
			same+of("125", "mg")+", "+of("25", "mg")),
			Want: []string{"drugs/examplinib.yaml:15:59 info products[1].strengths[0]"}},
		{Name: "ten times, beside another", Change: two(of("50", "mg")+", "+of("12.5", "mg"),
			same+of("125", "mg")+", "+of("25", "mg"))},
		{Name: "in one country", Change: two(of("10", "mg"),
			"brand: Exampla, jurisdiction: US, strengths: ["+of("100", "mg"))},
		{Name: "both in one product", Change: two(of("10", "mg")+", "+of("100", "mg"), same+of("100", "mg"))},
		{Name: "both in the other product", Change: two(of("10", "mg"), same+of("100", "mg")+", "+of("10", "mg"))},
		{Name: "another brand", Change: two(of("12.5", "mg"), other+of("125", "mg"))},
		{Name: "a product that refers to it", Change: two(of("12.5", "mg"),
			"reference_product: a, relation: GENERIC, strengths: ["+of("125", "mg")),
			Want: []string{"drugs/examplinib.yaml:15:84 info products[1].strengths[0]"}},
		{Name: "a concentration without its volume", Change: two(of("0.44", "mg/mL"), same+of("0.44", "mg")),
			Want: []string{"drugs/examplinib.yaml:15:59 info products[1].strengths[0]"}},
		{Name: "a concentration in two ways", Change: two(of("60", "mg/mL"), same+in("60", "1"))},
		{Name: "micrograms", Change: two(of("50", "mg"), same+of("50", "ug")),
			Want: []string{"drugs/examplinib.yaml:15:59 info products[1].strengths[0]"}},
		{Name: "the same in micrograms", Change: two(of("0.5", "mg"), same+of("500", "ug"))},
		{Name: "another strength", Change: two(of("12.5", "mg"), same+of("25", "mg"))},
		{Name: "ten times the volume", Change: two(in("120", "1.7"), same+in("120", "17")),
			Want: []string{"drugs/examplinib.yaml:15:59 info products[1].strengths[0]"}},
		{Name: "another volume", Change: two(in("120", "1.7"), same+in("120", "1"))},
	})
}
