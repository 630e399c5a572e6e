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
	ruletest.Run(t, "strength-per-unfit", []ruletest.Case{
		{Name: "a tablet", Change: strength(`amount: {value: "50", unit: mg}`)},
		{Name: "a solution", Change: strength(`amount: {value: "50", unit: mg}, per: {value: "2", unit: mL}`)},
		{Name: "a cream", Change: strength(`amount: {value: "1", unit: "%"}`)},
		{Name: "an implant that releases", Change: strength(`amount: {value: "20", unit: ug}, per: {value: "24", unit: h}`)},
		{Name: "words alone", Change: strength(`text: EQ 400MG BASE`)},
		{Name: "in a number of cells", Change: strength(`amount: {value: "50", unit: mg}, per: {value: "1", unit: "10*6"}`),
			Want: []string{"drugs/examplinib.yaml:14:126 error products[0].strengths[0].per.unit"}},
		{Name: "a percentage of something", Change: strength(`amount: {value: "1", unit: "%"}, per: {value: "1", unit: g}`),
			Want: []string{"drugs/examplinib.yaml:14:102 error products[0].strengths[0].per"}},
	})
}
