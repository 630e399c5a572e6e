package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseUnitUnfit(t *testing.T) {
	step := func(fields string) string {
		return `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {` + fields + `}
    cites: [label]
`
	}
	band := func(fields string) string {
		return `-- drugs/examplinib.yaml --
doses:
  - {id: usual, basis: LABEL, bands: [{` + fields + `}], steps: [{amount_words: one tablet}], cites: [label]}
`
	}
	strength := func(fields string) string {
		return `-- drugs/examplinib.yaml --
products:
  - {id: exampla-us, brand: Exampla, jurisdiction: US, strengths: [{` + fields + `}]}
`
	}
	ruletest.Run(t, "dose-unit-unfit", []ruletest.Case{
		{Name: "a limit in g for an amount in mg/m2", Change: step(`amount: {value: "4", unit: mg/m2}, max: [{amount: {value: "1", unit: g}, scope: DAY}]`)},
		{Name: "a limit in units for an amount in mg", Change: step(`amount: {value: "4", unit: mg}, max: [{amount: {value: "1", unit: "[iU]"}, scope: DAY}]`)},
		{Name: "a limit in mL for an amount in mg/m2", Change: step(`amount: {value: "4", unit: mg/m2}, max: [{amount: {value: "9", unit: mL}, scope: DAY}]`),
			Want: []string{"drugs/examplinib.yaml:40:79 error doses[0].steps[0].max[0].amount.unit"}},
		{Name: "a strength in a volume", Change: strength(`amount: {value: "50", unit: mg}, per: {value: "2", unit: mL}`)},
		{Name: "a patch", Change: strength(`amount: {value: "25", unit: ug}, per: {value: "1", unit: h}`)},
		{Name: "a strength per body weight", Change: strength(`amount: {value: "50", unit: mg/kg}`),
			Want: []string{"drugs/examplinib.yaml:14:97 error products[0].strengths[0].amount.unit"}},
		{Name: "a strength per body", Change: strength(`amount: {value: "50", unit: mg}, per: {value: "1", unit: m2}`),
			Want: []string{"drugs/examplinib.yaml:14:126 error products[0].strengths[0].per.unit"}},
		{Name: "amount and times", Change: step(`amount: {value: "1", unit: mg/m2/d}, frequency: {times: 1, per: {value: "1", unit: wk}}, over: {value: "1", unit: min}, duration: {value: "1", unit: mo}`)},
		{Name: "a time as an amount", Change: step(`amount: {value: "1", unit: h}`),
			Want: []string{"drugs/examplinib.yaml:40:37 error doses[0].steps[0].amount.unit"}},
		{Name: "a concentration as an amount", Change: step(`amount: {value: "1", unit: mg/mL}`),
			Want: []string{"drugs/examplinib.yaml:40:37 error doses[0].steps[0].amount.unit"}},
		{Name: "a mass as a duration", Change: step(`amount: {value: "1", unit: mg}, duration: {value: "1", unit: g}`),
			Want: []string{"drugs/examplinib.yaml:40:71 error doses[0].steps[0].duration.unit"}},
		{Name: "a mass as a period", Change: step(`amount: {value: "1", unit: mg}, frequency: {times: 1, per: {value: "1", unit: mg}}`),
			Want: []string{"drugs/examplinib.yaml:40:88 error doses[0].steps[0].frequency.per.unit"}},
		{Name: "a mass as an offset", Change: step(`amount: {value: "1", unit: mg}, after: {component: drugs/trialimab, offset: {value: "1", unit: kg}}`),
			Want: []string{"drugs/examplinib.yaml:40:105 error doses[0].steps[0].after.offset.unit"}},
		{Name: "a time as a limit", Change: step(`amount: {value: "1", unit: mg}, max: [{amount: {value: "1", unit: d}, scope: DAY}]`),
			Want: []string{"drugs/examplinib.yaml:40:76 error doses[0].steps[0].max[0].amount.unit"}},
		{Name: "age in months", Change: band(`measure: AGE, below: "6", unit: mo`)},
		{Name: "age by weight", Change: band(`measure: AGE, below: "6", unit: kg`),
			Want: []string{"drugs/examplinib.yaml:37:72 error doses[0].bands[0].unit"}},
		{Name: "weight in years", Change: band(`measure: WEIGHT, below: "6", unit: a`),
			Want: []string{"drugs/examplinib.yaml:37:75 error doses[0].bands[0].unit"}},
		{Name: "clearance for a standard body", Change: band(`measure: CREATININE_CLEARANCE, below: "60", unit: "mL/min/{1.73_m2}"`)},
	})
}
