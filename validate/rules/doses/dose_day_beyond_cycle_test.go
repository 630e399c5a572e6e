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
	ruletest.Run(t, "dose-day-beyond-cycle", []ruletest.Case{
		{Name: "the last day", Change: step(`amount: {value: "2", unit: mg}, days: [-1, 0, 1, 28], cycle_days: 28`)},
		{Name: "days beyond", Change: step(`amount: {value: "2", unit: mg}, days: [1, 29, 30], cycle_days: 28`),
			Want: []string{"drugs/examplinib.yaml:40:52 error doses[0].steps[0].days[1]", "drugs/examplinib.yaml:40:56 error doses[0].steps[0].days[2]"}},
		{Name: "a cycle of unknown length", Change: step(`amount: {value: "2", unit: mg}, days: [1, 29]`)},
	})
}
