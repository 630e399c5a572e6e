package doses_test

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFrequencyContradictsDoses(t *testing.T) {
	given := func(words string, steps ...string) string {
		change := "-- drugs/examplinib.yaml --\nadministrations: [{route: ORAL, dose_form: TABLET, frequency: " + words +
			", cites: [label]}]\ndoses:\n"
		for i, step := range steps {
			change += fmt.Sprintf("  - {id: d%d, basis: LABEL, cites: [label], %s}\n", i, step)
		}
		return change
	}
	step := func(often string) string {
		return "route: ORAL, steps: [{amount: {value: \"4\", unit: mg}, " + often + "}]"
	}
	times := func(n int) string {
		return step(fmt.Sprintf("frequency: {times: %d, per: {value: \"1\", unit: d}}", n))
	}
	every := func(n int, unit string) string { return step(fmt.Sprintf("every: {value: \"%d\", unit: %s}", n, unit)) }
	worded := func(words string, n int) string {
		return given("as needed",
			step(fmt.Sprintf("frequency: {times: %d, per: {value: \"1\", unit: d}}, words: %q", n, words)))
	}
	const week = "frequency: {times: 1, per: {value: \"1\", unit: d}}, days: [1, 2, 3, 4, 5, 6, 7], "
	found := []string{"drugs/examplinib.yaml:9:63 warning administrations[0].frequency"}
	ruletest.Run(t, "frequency-contradicts-doses", []ruletest.Case{
		{Name: "as often", Change: given("once a day", times(1))},
		{Name: "more often", Change: given("once a day", times(2)), Want: found},
		{Name: "less often, in other words", Change: given("Three times daily", times(2), times(1)), Want: found},
		{Name: "every 12 hours", Change: given("once daily", every(12, "h")), Want: found},
		{Name: "every 12 hours is twice", Change: given("twice a day", every(12, "h"))},
		{Name: "every other day", Change: given("once a day", every(2, "d")), Want: found},
		{Name: "weekly", Change: given("once a day", every(1, "wk")), Want: found},
		{Name: "one dose says so", Change: given("once a day", times(2), times(1))},
		{Name: "a dose that does not say how often", Change: given("once a day", times(2), step("count: 1"))},
		{Name: "a range of hours", Change: given("once a day", step("every: {low: \"8\", high: \"12\", unit: h}")),
			Want: found},
		{Name: "within a range of hours", Change: given("twice a day", step("every: {low: \"8\", high: \"12\", unit: h}"))},
		{Name: "every 3 weeks", Change: given("once every 3 weeks", every(21, "d"))},
		{Name: "every 2 weeks for 3", Change: given("every 3 weeks", every(14, "d")), Want: found},
		{Name: "every none weeks", Change: given("every none weeks", every(14, "d"))},
		{Name: "every 3 to 4 weeks", Change: given("every 3 to 4 weeks", every(4, "wk"))},
		{Name: "days of a cycle as often", Change: given("once every 3 weeks", step("days: [8], cycle_days: 21"))},
		{Name: "a day of a longer cycle", Change: given("every 3 weeks", step("days: [1], cycle_days: 28")), Want: found},
		{Name: "several days of a cycle", Change: given("once a week", step("days: [1, 8, 15], cycle_days: 28"))},
		{Name: "months as weeks", Change: given("once a month", every(4, "wk"))},
		{Name: "months as two weeks", Change: given("once a month", every(2, "wk")), Want: found},
		{Name: "as many times", Change: given(
			"\"every 4 weeks, 6 times\"", step("every: {value: \"4\", unit: wk}, count: 6"))},
		{Name: "fewer times", Change: given("\"every 4 weeks, 6 times\"", step("every: {value: \"4\", unit: wk}, count: 5")),
			Want: found},
		{Name: "once", Change: given("once", step("count: 1"))},
		{Name: "once, and every week", Change: given("once", every(1, "wk")), Want: found},
		{Name: "a day of a cycle", Change: given("on days 1 and 8 of every 21 days", step("days: [1, 8], cycle_days: 21"))},
		{Name: "other days of a cycle", Change: given("on days 1 and 8 of cycles of 21 days",
			step("days: [1, 15], cycle_days: 21")), Want: found},
		{Name: "a week off", Change: given("\"once a day for 1 week, then 1 week off\"", step(week+"cycle_days: 14"))},
		{Name: "days off", Change: given("\"once a day for 1 week, then 1 week off\"", step(week+"cycle_days: 10")),
			Want: found},
		{Name: "as long", Change: given("\"twice a week for 12 weeks, then once a week for 24 weeks\"",
			step("duration: {value: \"12\", unit: wk}"), step("duration: {value: \"168\", unit: d}"))},
		{Name: "not as long", Change: given("\"twice a week for 12 weeks, then once a week for 24 weeks\"",
			step("duration: {value: \"12\", unit: wk}"), step("duration: {value: \"24\", unit: d}")), Want: found},
		{Name: "cycles in words", Change: given("as needed", step("cycles: 6, words: Up to six cycles."))},
		{Name: "other cycles in words", Change: given("as needed", step("cycles: 8, words: Up to six cycles.")),
			Want: []string{"drugs/examplinib.yaml:37:106 warning doses[0].steps[0].cycles"}},
		{Name: "two ways for two uses", Change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, dose_form: TABLET, frequency: once a day, uses: [sarcoma], cites: [label]}
  - {route: ORAL, dose_form: TABLET, frequency: twice a day, uses: [chordoma], cites: [label]}
doses: [{id: d, uses: [chordoma], basis: LABEL, cites: [label], ` + times(1) + "}]\n",
			Want: []string{"drugs/examplinib.yaml:11:49 warning administrations[1].frequency"}},
		{Name: "by another route", Change: given("once a day", "route: INTRAVENOUS, "+
			"steps: [{amount: {value: \"4\", unit: mg}, every: {value: \"12\", unit: h}}]")},
		{Name: "the route of a step", Change: given("once a day", "route: ORAL, "+
			"steps: [{route: INTRAVENOUS, amount: {value: \"4\", unit: mg}, every: {value: \"12\", unit: h}}]")},
		{Name: "for other uses", Change: given("once a day, uses: [sarcoma]", "uses: [chordoma], "+times(2))},
		{Name: "for the same uses", Change: given("once a day, uses: [sarcoma]", "uses: [chordoma, sarcoma], "+times(2)),
			Want: found},
		{Name: "words that restrict it", Change: given("\"once a day, higher doses in two parts\"", times(2))},
		{Name: "words of a step that say the same", Change: worded("Twice a day.", 2)},
		{Name: "words of a step that say another number", Change: worded("Once a week, for adults.", 1),
			Want: []string{"drugs/examplinib.yaml:37:156 warning doses[0].steps[0].words"}},
		{Name: "words of a step about some people", Change: worded("With weak kidneys, once a week.", 1)},
		{Name: "words of a step about another amount", Change: worded("Doses of 800 mg are taken as 400 mg twice a day.", 1)},
		{Name: "two forms by one route, given as often", Change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, dose_form: TABLET, frequency: once a day, cites: [label]}
  - {route: ORAL, dose_form: ORAL_SOLUTION, frequency: once a day, cites: [label]}
doses: [{id: d, basis: LABEL, cites: [label], ` + times(2) + "}]\n",
			Want: []string{"drugs/examplinib.yaml:10:49 warning administrations[0].frequency",
				"drugs/examplinib.yaml:11:56 warning administrations[1].frequency"}},
		{Name: "two ways by one route", Change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, dose_form: TABLET, frequency: once a day, cites: [label]}
  - {route: ORAL, dose_form: ORAL_SOLUTION, frequency: twice a day, cites: [label]}
doses: [{id: d, basis: LABEL, cites: [label], ` + times(2) + "}]\n"},
	})
}
