package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseTotalDiffers(t *testing.T) {
	step := func(amount, rest, words string) string {
		return "-- drugs/examplinib.yaml --\ndoses:\n  - id: a\n    basis: PROTOCOL\n    cites: [page]\n    steps:\n" +
			"      - {amount: {" + amount + "}, " + rest + "words: \"" + words + "\"}\n"
	}
	five := "days: [1, 2, 3, 4, 5], "
	ruletest.Run(t, "dose-total-differs", []ruletest.Case{
		{Name: "in a cycle", Change: step(`value: "25", unit: mg/m2`, "days: [1, 2, 3], ", "75 mg/m² in a cycle; up to six cycles.")},
		{Name: "another in a cycle", Change: step(`value: "35", unit: mg/m2`, "days: [1, 2, 3], ", "75 mg/m² in a cycle."),
			Want: []string{"drugs/examplinib.yaml:41:70 info doses[0].steps[0].words"}},
		{Name: "a day left out", Change: step(`value: "25", unit: mg/m2`, "days: [1, 3], ", "75 mg/m² in each cycle."), Want: []string{"drugs/examplinib.yaml:41:67 info doses[0].steps[0].words"}},
		{Name: "in many cycles", Change: step(`value: "1800", unit: mg/m2`, five, "The total, 72 g/m² in eight cycles, comes to the same.")},
		{Name: "another in many cycles", Change: step(`value: "180", unit: mg/m2`, five, "The total, 72 g/m² in 8 cycles, comes to the same."),
			Want: []string{"drugs/examplinib.yaml:41:77 info doses[0].steps[0].words"}},
		{Name: "twice a day", Change: step(`value: "10", unit: mg`, `days: [1, 2], frequency: {times: 2, per: {value: "1", unit: d}}, `,
			"40 mg in a cycle.")},
		{Name: "in several cycles", Change: step(`value: "25", unit: mg/m2`, "days: [1], ", "75 mg/m² in several cycles.")},
		{Name: "without days", Change: step(`value: "25", unit: mg/m2`, "", "75 mg/m² in a cycle.")},
		{Name: "in another unit of people", Change: step(`value: "25", unit: mg/m2`, "days: [1], ", "75 mg in a cycle.")},
		{Name: "that is", Change: step(`value: "1.25", unit: mg/m2`, "", "That is 1,250 micrograms. For 51 weeks.")},
		{Name: "that is another", Change: step(`value: "1.52", unit: mg/m2`, "", "That is 1,250 micrograms."), Want: []string{"drugs/examplinib.yaml:41:55 info doses[0].steps[0].words"}},
		{Name: "that is of something else", Change: step(`value: "1.52", unit: mg/m2`, "", "That is 1,250 micrograms for most adults.")},
		{Name: "a range", Change: step(`low: "1.25", high: "1.35", unit: mg/m2`, "", "That is 1,250 micrograms.")},
	})
}
