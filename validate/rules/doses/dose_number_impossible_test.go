package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseNumberImpossible(t *testing.T) {
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
	ruletest.Run(t, "dose-number-impossible", []ruletest.Case{
		{Name: "an amount", Change: step(`amount: {value: "0.05", unit: mg}`)},
		{Name: "none of an amount", Change: step(`amount: {value: "0", unit: mg}`),
			Want: []string{"drugs/examplinib.yaml:40:26 error doses[0].steps[0].amount.value"}},
		{Name: "less than none", Change: step(`amount: {value: "-4", unit: mg}`),
			Want: []string{"drugs/examplinib.yaml:40:26 error doses[0].steps[0].amount.value"}},
		{Name: "a range", Change: step(`amount: {low: "2.7", high: "10", unit: mg}`)},
		{Name: "a range of one value", Change: step(`amount: {low: "10", high: "10.0", unit: mg}`)},
		{Name: "a range upside down", Change: step(`amount: {low: "10", high: "2.7", unit: mg}`),
			Want: []string{"drugs/examplinib.yaml:40:24 error doses[0].steps[0].amount.low"}},
		{Name: "a share of nothing", Change: step(`share: {drug: drugs/trialimab, percent: "0"}`),
			Want: []string{"drugs/examplinib.yaml:40:50 error doses[0].steps[0].share.percent"}},
		{Name: "a fifth", Change: step(`share: {drug: drugs/trialimab, percent: "20"}`)},
		{Name: "more than all", Change: step(`share: {drug: drugs/trialimab, percent: "160"}`)},
		{Name: "a share as a fraction", Change: step(`share: {drug: drugs/trialimab, percent: "0.2"}`),
			Want: []string{"drugs/examplinib.yaml:40:50 error doses[0].steps[0].share.percent"}},
		{Name: "ten times the share", Change: step(`share: {drug: drugs/trialimab, percent: "400"}`),
			Want: []string{"drugs/examplinib.yaml:40:50 error doses[0].steps[0].share.percent"}},
		{Name: "no area", Change: step(`target_auc: "-5"`),
			Want: []string{"drugs/examplinib.yaml:40:22 error doses[0].steps[0].target_auc"}},
		{Name: "before the other component", Change: step(`amount: {value: "4", unit: mg}, after: {component: drugs/trialimab, offset: {value: "-1", unit: h}}`)},
		{Name: "with it", Change: step(`amount: {value: "4", unit: mg}, after: {component: drugs/trialimab, offset: {value: "0", unit: h}}`)},
		{Name: "an interval of nothing", Change: step(`amount: {value: "4", unit: mg}, every: {value: "0", unit: h}`),
			Want: []string{"drugs/examplinib.yaml:40:57 error doses[0].steps[0].every.value"}},
		{Name: "a limit of nothing", Change: step(`amount_words: one tablet, max: [{amount: {value: "0", unit: mg}, scope: DAY}]`),
			Want: []string{"drugs/examplinib.yaml:40:59 error doses[0].steps[0].max[0].amount.value"}},
		{Name: "a reduction to nothing", Change: `-- drugs/examplinib.yaml --
doses:
  - {id: usual, basis: LABEL, steps: [{amount_words: one tablet}],
      reductions: [{when: Always., amount: {value: "0", unit: mg}}], cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:38:52 error doses[0].reductions[0].amount.value"}},
		{Name: "a band from birth", Change: band(`measure: AGE, from: "0", below: "2", unit: a`)},
		{Name: "a band of nobody", Change: band(`measure: AGE, from: "12", below: "12", unit: a`),
			Want: []string{"drugs/examplinib.yaml:37:60 error doses[0].bands[0].from"}},
		{Name: "a band upside down", Change: band(`measure: WEIGHT, from: "40", below: "9.5", unit: kg`),
			Want: []string{"drugs/examplinib.yaml:37:63 error doses[0].bands[0].from"}},
		{Name: "a band below nothing", Change: band(`measure: WEIGHT, below: "0", unit: kg`),
			Want: []string{"drugs/examplinib.yaml:37:64 error doses[0].bands[0].below"}},
		{Name: "a band from less than nothing", Change: band(`measure: WEIGHT, from: "-3", unit: kg`),
			Want: []string{"drugs/examplinib.yaml:37:63 error doses[0].bands[0].from"}},
		{Name: "a band that excludes its lower limit and includes its upper one",
			Change: band(`measure: BODY_SURFACE, above: "1.25", up_to: "1.5", unit: m2`)},
		{Name: "a band of one value", Change: band(`measure: AGE, from: "12", up_to: "12", unit: a`)},
		{Name: "a band of a value that it excludes", Change: band(`measure: AGE, above: "12", up_to: "12", unit: a`),
			Want: []string{"drugs/examplinib.yaml:37:61 error doses[0].bands[0].above"}},
		{Name: "above less than nothing", Change: band(`measure: WEIGHT, above: "-3", unit: kg`),
			Want: []string{"drugs/examplinib.yaml:37:64 error doses[0].bands[0].above"}},
		{Name: "up to nothing", Change: band(`measure: WEIGHT, up_to: "0", unit: kg`),
			Want: []string{"drugs/examplinib.yaml:37:64 error doses[0].bands[0].up_to"}},
		{Name: "two lower limits", Change: band(`measure: WEIGHT, from: "10", above: "10", unit: kg`),
			Want: []string{"drugs/examplinib.yaml:37:76 error doses[0].bands[0].above"}},
		{Name: "two upper limits", Change: band(`measure: WEIGHT, below: "30", up_to: "30", unit: kg`),
			Want: []string{"drugs/examplinib.yaml:37:64 error doses[0].bands[0].below"}},
		{Name: "an interval of blocks", Change: `-- regimens/example-regimen.yaml --
blocks:
  - {id: first, parts: [{drug: drugs/examplinib, steps: [{amount_words: one tablet}]}],
      interval: {value: "0", unit: d}, cites: [page]}
`,
			Want: []string{"regimens/example-regimen.yaml:10:25 error blocks[0].interval.value"}},
	})
}
