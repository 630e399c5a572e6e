package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseScheduleUnlike(t *testing.T) {
	dose := func(id, rest, step string) string {
		return "  - {id: " + id + ", uses: [sarcoma], basis: LABEL, " + rest +
			"steps: [{amount: {value: \"75\", unit: mg/m2}, " + step + "}], cites: [label]}\n"
	}
	us, ca := "jurisdictions: [US], ", "jurisdictions: [CA], "
	two := func(first, second string) string {
		return "-- drugs/examplinib.yaml --\ndoses:\n" + dose("a", us, first) + dose("b", ca, second)
	}
	with := func(step string) string {
		return `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, steps: [{amount: {value: "75", unit: mg/m2}, ` + step + `}], cites: [page]}
`
	}
	partner := "uses:\n  - {id: sarcoma, condition: conditions/sarcoma, partners: [regimens/example-regimen], " +
		"strength: MAY_BE_USED, labels: [{jurisdiction: US, off_label: false, cites: [label]}], cites: [page]}\n"
	second := func(field string, column string) []string {
		return []string{"drugs/examplinib.yaml:38:" + column + " info doses[1].steps[0]." + field}
	}
	ruletest.Run(t, "dose-schedule-unlike", []ruletest.Case{
		{Name: "alike", Change: two("days: [1], cycle_days: 21, cycles: 6", "days: [1], cycle_days: 21, cycles: 6")},
		{Name: "another length of the cycle", Change: two("days: [1], cycle_days: 21", "days: [1], cycle_days: 28"),
			Want: second("cycle_days", "133")},
		{Name: "another number of cycles", Change: two("days: [1], cycles: 6", "days: [1], cycles: 8"),
			Want: second("cycles", "129")},
		{Name: "another number of times", Change: two("count: 6", "count: 5"), Want: second("count", "117")},
		{Name: "other days", Change: two("days: [1, 2, 3]", "days: [1, 3, 5]"), Want: second("days", "110")},
		{Name: "days later in another cycle", Change: two("days: [22, 29]", "days: [15, 22]")},
		{Name: "days later in the same cycle", Change: two("days: [1], cycle_days: 21", "days: [8], cycle_days: 21"),
			Want: second("days", "110")},
		{Name: "another interval", Change: two(`every: {value: "3", unit: wk}`, `every: {value: "14", unit: d}`),
			Want: second("every", "110")},
		{Name: "the same interval in days", Change: two(`every: {value: "3", unit: wk}`, `every: {value: "21", unit: d}`)},
		{Name: "once a day, and every 2 days", Change: two(`frequency: {times: 1, per: {value: "1", unit: d}}`,
			`every: {value: "2", unit: d}`), Want: second("every", "110")},
		{Name: "how long", Change: two(`duration: {value: "12", unit: wk}`, `duration: {value: "21", unit: wk}`),
			Want: second("duration", "110")},
		{Name: "what the limit is on", Change: two(`max: [{amount: {value: "2", unit: mg}, scope: ADMINISTRATION}]`,
			`max: [{amount: {value: "2", unit: mg}, scope: LIFETIME}]`), Want: second("max", "110")},
		{Name: "other limits", Change: two(`max: [{amount: {value: "2", unit: mg}, scope: ADMINISTRATION}]`,
			`max: [{amount: {value: "550", unit: mg/m2}, scope: LIFETIME}]`)},
		{Name: "two differences", Change: two("days: [1], cycle_days: 21", "days: [1, 2], cycle_days: 28")},
		{Name: "what only one states", Change: two("days: [1], cycle_days: 21", "days: [1], cycles: 6")},
		{Name: "the first of three", Change: "-- drugs/examplinib.yaml --\ndoses:\n" + dose("a", us, "count: 5") +
			dose("b", ca, "count: 6") + dose("c", "jurisdictions: [GB], ", "count: 6"),
			Want: []string{"drugs/examplinib.yaml:37:117 info doses[0].steps[0].count"}},
		{Name: "two of each", Change: "-- drugs/examplinib.yaml --\ndoses:\n" + dose("a", us, "count: 5") +
			dose("b", ca, "count: 6") + dose("c", "jurisdictions: [GB], ", "count: 6") +
			dose("d", "jurisdictions: [EU], ", "count: 5")},
		{Name: "of one place", Change: "-- drugs/examplinib.yaml --\ndoses:\n" + dose("a", us, "count: 5") +
			dose("b", us, "count: 6")},
		{Name: "for other people", Change: "-- drugs/examplinib.yaml --\ndoses:\n" +
			dose("a", us+"bands: [{measure: WEIGHT, below: \"10\", unit: kg}], ", "count: 5") + dose("b", ca, "count: 6")},
		{Name: "for children, within others", Change: "-- drugs/examplinib.yaml --\ndoses:\n" +
			dose("a", us+"bands: [{measure: AGE, below: \"18\", unit: a}], ", "count: 5") +
			dose("b", ca+"bands: [{measure: AGE, from: \"1\", unit: mo}, {measure: AGE, below: \"18\", unit: a}], ", "count: 6"),
			Want: second("count", "201")},
		{Name: "for adults and for all", Change: "-- drugs/examplinib.yaml --\ndoses:\n" +
			dose("a", us+"bands: [{measure: AGE, from: \"18\", unit: a}], ", "count: 5") + dose("b", ca, "count: 6"),
			Want: second("count", "117")},
		{Name: "by another route", Change: "-- drugs/examplinib.yaml --\ndoses:\n" +
			dose("a", us+"route: ORAL, ", "count: 5") + dose("b", ca+"route: INTRAVENOUS, ", "count: 6")},
		{Name: "another amount", Change: `-- drugs/examplinib.yaml --
doses:
` + dose("a", us, "count: 5") + `  - {id: b, uses: [sarcoma], jurisdictions: [CA], basis: LABEL, steps: [{amount: {value: "50", unit: mg/m2}, count: 6}], cites: [label]}
`},
		{Name: "of a regimen that the drug is used with", Change: "-- drugs/examplinib.yaml --\n" + partner + "doses:\n" +
			dose("a", us, "days: [8], cycle_days: 21") + with("days: [8], cycle_days: 28"),
			Want: []string{"regimens/example-regimen.yaml:3:114 info components[0].steps[0].cycle_days"}},
		{Name: "of a regimen for something else", Change: "-- drugs/examplinib.yaml --\ndoses:\n" +
			dose("a", us, "days: [8], cycle_days: 21") + with("days: [8], cycle_days: 28")},
		{Name: "amounts in words", Change: `-- drugs/examplinib.yaml --
doses:
  - {id: a, uses: [sarcoma], jurisdictions: [US], basis: LABEL, cites: [label],
     steps: [{amount_words: 10 g, cycles: 6}]}
  - {id: b, uses: [sarcoma], jurisdictions: [CA], basis: LABEL, cites: [label],
     steps: [{amount_words: 10 g, cycles: 5}]}
`, Want: []string{"drugs/examplinib.yaml:40:43 info doses[1].steps[0].cycles"}},
	})
}
