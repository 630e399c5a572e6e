package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseDayBeyondCycle(t *testing.T) {
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
	block := func(length, unit string) string {
		return `-- regimens/example-regimen.yaml --
blocks:
  - id: first
    parts:
      - {drug: drugs/examplinib, steps: [{amount_words: Some., days: [1, 35]}]}
    interval: {value: "` + length + `", unit: ` + unit + `}
    cites: [page]
`
	}
	ruletest.Run(t, "dose-day-beyond-cycle", []ruletest.Case{
		{Name: "the last day", Change: step(`amount: {value: "2", unit: mg}, days: [-1, 0, 1, 28], cycle_days: 28`)},
		{Name: "days beyond", Change: step(`amount: {value: "2", unit: mg}, days: [1, 29, 30], cycle_days: 28`),
			Want: []string{"drugs/examplinib.yaml:40:52 error doses[0].steps[0].days[1]"}},
		{Name: "an infusion as long as the cycle", Change: step(`amount: {value: "2", unit: mg}, over: {value: "4", unit: wk}, cycle_days: 28`)},
		{Name: "an infusion longer than the cycle", Change: step(`amount: {value: "2", unit: mg}, over: {value: "60", unit: d}, cycle_days: 28`),
			Want: []string{"drugs/examplinib.yaml:40:42 error doses[0].steps[0].over"}},
		{Name: "days of a block", Change: block("5", "wk")},
		{Name: "a day beyond the block", Change: block("28", "d"),
			Want: []string{"regimens/example-regimen.yaml:11:74 warning blocks[0].parts[0].steps[0].days[1]"}},
		{Name: "a block of months", Change: block("1", "mo")},
		{Name: "a cycle of unknown length", Change: step(`amount: {value: "2", unit: mg}, days: [1, 29]`)},
	})
}
