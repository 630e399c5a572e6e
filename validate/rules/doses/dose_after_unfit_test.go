package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseAfterUnfit(t *testing.T) {
	block := func(first, after string) string {
		return `-- regimens/example-regimen.yaml --
blocks:
  - id: one
    parts:
      - {drug: drugs/examplinib, steps: [{amount: {value: "12", unit: g/m2}, ` + first + `}]}
      - drug: drugs/trialimab
        steps: [{amount: {value: "15", unit: mg}, ` + after + `}]
    cites: [page]
`
	}
	after := func(offset, unit, from string) string {
		return `after: {component: drugs/examplinib, offset: {value: "` + offset + `", unit: ` + unit + `}, from: ` + from + `}`
	}
	at := []string{"regimens/example-regimen.yaml:13:58 warning blocks[0].parts[1].steps[0].days[0]"}
	ruletest.Run(t, "dose-after-unfit", []ruletest.Case{
		{Name: "the next day", Change: block("days: [1, 8]", "days: [2, 9], "+after("24", "h", "START"))},
		{Name: "the same day", Change: block("days: [1, 8]", "days: [1, 8], "+after("24", "h", "START")), Want: at},
		{Name: "one of two days", Change: block("days: [1, 8]", "days: [2, 10], "+after("24", "h", "START")),
			Want: []string{"regimens/example-regimen.yaml:13:61 warning blocks[0].parts[1].steps[0].days[1]"}},
		{Name: "after one of two only", Change: block("days: [1, 8]", "days: [9], "+after("24", "h", "START"))},
		{Name: "days for hours", Change: block("days: [1, 8]", "days: [2, 9], "+after("24", "d", "START")), Want: at},
		{Name: "half a day, on the same day", Change: block("days: [1]", "days: [1], "+after("12", "h", "START"))},
		{Name: "half a day, on the next day", Change: block("days: [1]", "days: [2], "+after("12", "h", "START"))},
		{Name: "half a day, two days later", Change: block("days: [1]", "days: [3], "+after("12", "h", "START")), Want: at},
		{Name: "before", Change: block("days: [2]", "days: [1], "+after("-24", "h", "START"))},
		{Name: "from the end of a long one", Change: block(`days: [1], over: {value: "48", unit: h}`,
			"days: [4], "+after("24", "h", "END"))},
		{Name: "from the start of a long one", Change: block(`days: [1], over: {value: "48", unit: h}`,
			"days: [4], "+after("24", "h", "START")), Want: at},
		{Name: "without days", Change: block("days: [1]", after("24", "h", "START"))},
		{Name: "after one without days", Change: block(`frequency: {times: 1, per: {value: "1", unit: d}}`,
			"days: [2], "+after("24", "h", "START"))},
		{Name: "in months", Change: block("days: [1]", "days: [2], "+after("1", "mo", "START"))},
		{Name: "a component in another block", Change: block("days: [1]", "days: [2], "+after("24", "h", "START")) + `
  - id: two
    parts:
      - {drug: drugs/trialimab, steps: [{amount: {value: "15", unit: mg}, days: [2], ` + after("24", "d", "START") + `}]}
    cites: [page]
`},
		{Name: "components", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, steps: [{amount: {value: "12", unit: g/m2}, days: [1]}], cites: [page]}
  - {drug: drugs/trialimab, role: ADDED, steps: [{amount: {value: "15", unit: mg}, days: [1], ` + after("24", "h", "START") + `}], cites: [page]}
`, Want: []string{"regimens/example-regimen.yaml:4:91 warning components[1].steps[0].days[0]"}},
	})
}
