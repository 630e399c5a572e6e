package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseAboveMax(t *testing.T) {
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
	reduced := func(from, to string) string {
		return `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps: [{amount: ` + from + `}]
    cites: [label]
    reductions: [{when: Once., amount: ` + to + `}]
`
	}
	ordered := func(when, first, second string) string {
		return `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps: [{amount: {value: "300", unit: mg}}]
    reductions:
      - {when: First reduction., ` + first + `}
      - {when: ` + when + `, ` + second + `}
    cites: [label]
`
	}
	second := []string{"drugs/examplinib.yaml:42:35 warning doses[0].reductions[1].amount"}
	to := func(n string) string { return `amount: {value: "` + n + `", unit: mg}` }
	ruletest.Run(t, "dose-above-max", []ruletest.Case{
		{Name: "at the limit", Change: step(`amount: {value: "2", unit: mg}, max: [{amount: {value: "2", unit: mg}, scope: ADMINISTRATION}]`)},
		{Name: "above it", Change: step(`amount: {value: "20", unit: mg}, max: [{amount: {value: "2", unit: mg}, scope: ADMINISTRATION}]`),
			Want: []string{"drugs/examplinib.yaml:40:10 error doses[0].steps[0].amount"}},
		{Name: "above it in another unit of mass", Change: step(`amount: {value: "2", unit: g}, max: [{amount: {value: "2", unit: mg}, scope: ADMINISTRATION}]`),
			Want: []string{"drugs/examplinib.yaml:40:10 error doses[0].steps[0].amount"}},
		{Name: "a limit that does not scale with the body", Change: step(`amount: {value: "1000", unit: mg/m2}, max: [{amount: {value: "2", unit: g}, scope: ADMINISTRATION}]`)},
		{Name: "a limit for a tiny child", Change: step(`amount: {value: "10", unit: mg/kg}, max: [{amount: {value: "5", unit: mg}, scope: ADMINISTRATION}]`)},
		{Name: "a limit below what a newborn is given", Change: step(`amount: {value: "12", unit: g/m2}, max: [{amount: {value: "20", unit: mg}, scope: ADMINISTRATION}]`),
			Want: []string{"drugs/examplinib.yaml:40:10 error doses[0].steps[0].amount"}},
		{Name: "a range that goes above it", Change: step(`amount: {low: "1", high: "3", unit: mg}, max: [{amount: {value: "2", unit: mg}, scope: ADMINISTRATION}]`),
			Want: []string{"drugs/examplinib.yaml:40:10 error doses[0].steps[0].amount"}},
		{Name: "above a limit for life at once", Change: step(`amount: {value: "600", unit: mg/m2}, max: [{amount: {low: "450", high: "550", unit: mg/m2}, scope: LIFETIME}]`),
			Want: []string{"drugs/examplinib.yaml:40:10 error doses[0].steps[0].amount"}},
		{Name: "twice a day above the limit of a day", Change: step(`amount: {value: "400", unit: mg}, frequency: {times: 2, per: {value: "1", unit: d}}, max: [{amount: {value: "600", unit: mg}, scope: DAY}]`),
			Want: []string{"drugs/examplinib.yaml:40:10 error doses[0].steps[0].amount"}},
		{Name: "twice a week below the limit of a day", Change: step(`amount: {value: "400", unit: mg}, frequency: {times: 2, per: {value: "1", unit: wk}}, max: [{amount: {value: "600", unit: mg}, scope: DAY}]`)},
		{Name: "every 6 hours above the limit of a day", Change: step(`amount: {value: "400", unit: mg}, every: {value: "6", unit: h}, max: [{amount: {value: "1.2", unit: g}, scope: DAY}]`),
			Want: []string{"drugs/examplinib.yaml:40:10 error doses[0].steps[0].amount"}},
		{Name: "every 48 hours at the limit of a day", Change: step(`amount: {value: "400", unit: mg}, every: {value: "48", unit: h}, max: [{amount: {value: "400", unit: mg}, scope: DAY}]`)},
		{Name: "a range that fewer administrations keep to", Change: step(`amount: {low: "100", high: "400", unit: mg}, frequency: {times: 2, per: {value: "1", unit: d}}, max: [{amount: {value: "600", unit: mg}, scope: DAY}]`)},
		{Name: "reduced to less", Change: reduced(`{value: "2", unit: mg}`, `{value: "1", unit: mg}`)},
		{Name: "reduced to as much", Change: reduced(`{value: "2", unit: mg}`, `{value: "2", unit: mg}`)},
		{Name: "reduced to more at once and less in a day", Change: reduced(`{value: "300", unit: mg}, frequency: {times: 2, per: {value: "1", unit: d}}`,
			`{value: "400", unit: mg}, action: Once a day.`)},
		{Name: "reduced to more in a day", Change: reduced(`{value: "300", unit: mg}, frequency: {times: 2, per: {value: "1", unit: d}}`,
			`{value: "800", unit: mg}, action: Once a day.`),
			Want: []string{"drugs/examplinib.yaml:41:32 warning doses[0].reductions[0].amount"}},
		{Name: "reduced to more, how often is not known", Change: reduced(`{value: "300", unit: mg}`, `{value: "400", unit: mg}, action: Once a day.`)},
		{Name: "reduced to more, and something is said of it", Change: reduced(`{value: "300", unit: mg}`,
			`{value: "400", unit: mg}, action: On every third day.`)},
		{Name: "reduced to more", Change: reduced(`{value: "2", unit: mg}`, `{value: "15", unit: mg}`),
			Want: []string{"drugs/examplinib.yaml:41:32 warning doses[0].reductions[0].amount"}},
		{Name: "reduced to a fixed amount", Change: reduced(`{value: "2", unit: mg/m2}`, `{value: "15", unit: mg}`)},
		{Name: "reduced from a step in words", Change: reduced(`{value: "2", unit: mg}}, {amount_words: More.`, `{value: "15", unit: mg}`)},
		{Name: "a component of a regimen", Change: `-- regimens/example-regimen.yaml --
components:
  - drug: drugs/examplinib
    role: BACKBONE
    steps:
      - {amount: {value: "3", unit: mg}, max: [{amount: {value: "2", unit: mg}, scope: ADMINISTRATION}]}
    cites: [page]
  - {drug: drugs/trialimab, role: ADDED, cites: [page]}
`,
			Want: []string{"regimens/example-regimen.yaml:6:10 error components[0].steps[0].amount"}},
		{Name: "a second reduction to less", Change: ordered("Second reduction.", to("200"), to("100"))},
		{Name: "a second reduction to more", Change: ordered("Second reduction.", to("100"), to("200")), Want: second},
		{Name: "a second reduction to as much in a day", Change: ordered("Second reduction.",
			to("50")+", action: Twice a day.", to("100")+", action: Once a day.")},
		{Name: "a second reduction to more in a day", Change: ordered("Second reduction.", to("50")+", action: Once a day.",
			to("100")+", action: Once a day."), Want: second},
		{Name: "a second reduction, how often is not known", Change: ordered("Second reduction.", to("50"),
			to("100")+", action: On 5 days of a week.")},
		{Name: "a second reduction for other people", Change: ordered("Second reduction, below 1 m².", to("50"), to("100"))},
	})
}
