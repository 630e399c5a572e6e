package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseStepUnclear(t *testing.T) {
	ruletest.Run(t, "dose-step-unclear", []ruletest.Case{
		{Name: "an amount twice a day", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {amount: {value: "400", unit: mg}, frequency: {times: 2, per: {value: "1", unit: d}}}
    cites: [label]
`},
		{Name: "words alone", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {words: Repeat as the level requires.}
    cites: [label]
`},
		{Name: "two amounts", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {amount: {value: "400", unit: mg}, target_auc: "5"}
    cites: [label]
`,
			Want: []string{"drugs/examplinib.yaml:40:9 error doses[0].steps[0]"}},
		{Name: "nothing", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {count: 6}
    cites: [label]
`,
			Want: []string{"drugs/examplinib.yaml:40:9 error doses[0].steps[0]"}},
		{Name: "frequency and interval", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {amount: {value: "400", unit: mg}, every: {value: "1", unit: d},
          frequency: {times: 2, per: {value: "1", unit: d}}}
    cites: [label]
`,
			Want: []string{"drugs/examplinib.yaml:40:9 error doses[0].steps[0]"}},
	})
}
