package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestStrengthPerUnfit(t *testing.T) {
	strength := func(fields string) string {
		return `-- drugs/examplinib.yaml --
products:
  - {id: exampla-us, brand: Exampla, jurisdiction: US, strengths: [{` + fields + `}]}
`
	}
	solid := func(forms, amount string) string {
		return "-- drugs/examplinib.yaml --\nproducts:\n" +
			"  - {id: exampla-us, jurisdiction: US, strengths: [{amount: {" + amount + "}}], dose_forms: [" + forms + "]}\n"
	}
	const amount = "drugs/examplinib.yaml:14:53 warning products[0].strengths[0].amount"
	ruletest.Run(t, "strength-per-unfit", []ruletest.Case{
		{Name: "a tablet", Change: strength(`amount: {value: "50", unit: mg}`)},
		{Name: "a solution", Change: strength(`amount: {value: "50", unit: mg}, per: {value: "2", unit: mL}`)},
		{Name: "a cream", Change: strength(`amount: {value: "1", unit: "%"}`)},
		{Name: "an implant that releases", Change: strength(`amount: {value: "20", unit: ug}, per: {value: "24", unit: h}`)},
		{Name: "words alone", Change: strength(`text: EQ 400MG BASE`)},
		{Name: "a tablet of 400 mg", Change: solid("TABLET, HARD_CAPSULE", `value: "400", unit: mg`)},
		{Name: "a heavy tablet", Change: solid("CHEWABLE_TABLET", `value: "5", unit: g`)},
		{Name: "a tablet of 400 g", Change: solid("FILM_COATED_TABLET", `value: "400", unit: g`), Want: []string{amount}},
		{Name: "a range up to 6000 mg", Change: solid("CAPSULE", `low: "1", high: "6000", unit: mg`), Want: []string{amount}},
		{Name: "a capsule in mg/mL", Change: solid("CAPSULE", `value: "10", unit: mg/mL`), Want: []string{amount}},
		{Name: "a capsule in mL", Change: solid("SOFT_CAPSULE", `value: "1", unit: mL`), Want: []string{amount}},
		{Name: "a tablet per mL", Change: solid("TABLET", `value: "10", unit: mg}, per: {value: "1", unit: mL`),
			Want: []string{amount}},
		{Name: "a kit with a solution", Change: solid("TABLET, ORAL_SOLUTION", `value: "10", unit: mg/mL`)},
		{Name: "powder of 400 g", Change: solid("POWDER_FOR_ORAL_SOLUTION", `value: "400", unit: g`)},
		{Name: "in a number of cells", Change: strength(`amount: {value: "50", unit: mg}, per: {value: "1", unit: "10*6"}`),
			Want: []string{"drugs/examplinib.yaml:14:126 error products[0].strengths[0].per.unit"}},
		{Name: "a percentage of something", Change: strength(`amount: {value: "1", unit: "%"}, per: {value: "1", unit: g}`),
			Want: []string{"drugs/examplinib.yaml:14:102 error products[0].strengths[0].per"}},
	})
}
