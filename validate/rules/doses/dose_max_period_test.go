package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseMaxPeriod(t *testing.T) {
	ruletest.Run(t, "dose-max-period", []ruletest.Case{
		{Name: "in a week", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {amount: {value: "2", unit: mg},
          max: [{amount: {value: "4", unit: mg}, scope: PERIOD, period: {value: "1", unit: wk}}]}
    cites: [label]
`},
		{Name: "in a lifetime", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {amount: {value: "2", unit: mg}, max: [{amount: {value: "450", unit: mg}, scope: LIFETIME}]}
    cites: [label]
`},
		{Name: "no period", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {amount: {value: "2", unit: mg}, max: [{amount: {value: "4", unit: mg}, scope: PERIOD}]}
    cites: [label]
`,
			Want: []string{"drugs/examplinib.yaml:40:48 error doses[0].steps[0].max[0]"}},
	})
}
