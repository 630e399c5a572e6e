package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseDaysHole(t *testing.T) {
	days := func(days string) string {
		return "-- drugs/examplinib.yaml --\ndoses: [{id: a, basis: LABEL, steps: [{amount_words: one, days: [" + days +
			"]}], cites: [label]}]\n"
	}
	at := []string{"drugs/examplinib.yaml:36:59 info doses[0].steps[0].days"}
	ruletest.Run(t, "dose-days-hole", []ruletest.Case{
		{Name: "a run", Change: days("1, 2, 3, 4, 5")},
		{Name: "one missing", Change: days("1, 2, 4, 5"), Want: at},
		{Name: "one missing of many", Change: days("1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14"), Want: at},
		{Name: "in another order", Change: days("5, 4, 2, 1"), Want: at},
		{Name: "before the first day", Change: days("-3, -2, 0, 1"), Want: at},
		{Name: "three days", Change: days("1, 2, 4")},
		{Name: "two missing in a row", Change: days("1, 2, 3, 4, 5, 8, 9")},
		{Name: "a pattern", Change: days("1, 2, 4, 5, 8, 9, 11, 12")},
		{Name: "every other day", Change: days("1, 3, 5, 7")},
		{Name: "weekly", Change: days("1, 8, 15, 22")},
	})
}
