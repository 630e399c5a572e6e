package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestQuantityIncomplete(t *testing.T) {
	ruletest.Run(t, "quantity-incomplete", []ruletest.Case{
		{Name: "a value", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - amount: {value: "400", unit: mg}
    cites: [label]
`},
		{Name: "a range", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - amount: {low: "300", high: "400", unit: mg}
    cites: [label]
`},
		{Name: "neither", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - amount: {unit: mg}
    cites: [label]
`,
			Want: []string{"drugs/examplinib.yaml:40:9 error doses[0].steps[0].amount"}},
		{Name: "both", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - amount: {value: "400", high: "600", unit: mg}
    cites: [label]
`,
			Want: []string{"drugs/examplinib.yaml:40:9 error doses[0].steps[0].amount"}},
	})
}
