package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRangeWithoutLimit(t *testing.T) {
	ruletest.Run(t, "range-without-limit", []ruletest.Case{
		{Name: "a lower limit", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    bands: [{measure: AGE, from: "12", unit: a}]
    steps:
      - amount: {value: "400", unit: mg}
    cites: [label]
`},
		{Name: "an upper limit that is included", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    bands: [{measure: BODY_SURFACE, up_to: "1.25", unit: m2}]
    steps:
      - amount: {value: "400", unit: mg}
    cites: [label]
`},
		{Name: "none", Change: `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    bands: [{measure: AGE, unit: a}]
    steps:
      - amount: {value: "400", unit: mg}
    cites: [label]
`,
			Want: []string{"drugs/examplinib.yaml:39:13 error doses[0].bands[0]"}},
	})
}
