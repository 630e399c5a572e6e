package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestQuantityIncomplete(t *testing.T) {
	median := func(endpoint, unit string) string {
		return "-- trials/example.yaml --\noutcomes:\n  - {id: m, endpoint: " + endpoint +
			", measure: MEDIAN, value: \"9\"" + unit + ", cites: [page]}\n"
	}
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
		{Name: "a median time without its unit", Change: median("OVERALL_SURVIVAL", ""),
			Want: []string{"trials/example.yaml:11:5 error outcomes[0]"}},
		{Name: "a median time", Change: median("OVERALL_SURVIVAL", ", unit: mo")},
		{Name: "a median score", Change: median("PATIENT_REPORTED", "")},
	})
}
