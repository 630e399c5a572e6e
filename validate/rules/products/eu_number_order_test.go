package products_test

import (
	"strconv"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestEUNumberOrder(t *testing.T) {
	products := func(numbers ...string) string {
		change := "-- drugs/trialimab.yaml --\ngaps:\nproducts:\n"
		for i, number := range numbers {
			change += "  - {id: p" + strconv.Itoa(i) + ", jurisdiction: EU, application_numbers: [" + number + "]}\n"
		}
		return change
	}
	approved := func(number, event string) string {
		return "-- drugs/trialimab.yaml --\ngaps:\nproducts:\n  - {id: p, jurisdiction: EU, application_numbers: [" + number +
			"], authorizations: [{id: e, regulator: regulators/agency, indication: fever, cites: [page], " + event + "}]}\n"
	}
	ruletest.Run(t, "eu-number-order", []ruletest.Case{
		{Name: "in order", Change: products("EU/1/95/002", "EU/1/01/198", "EU/1/13/858", "EU/1/16/1143/001-003")},
		{Name: "around the turn of a year", Change: products("EU/1/24/1904", "EU/1/25/1902", "EU/1/24/1910")},
		{Name: "one of two", Change: products("EU/1/18/858", "EU/1/16/1143")},
		{Name: "one of four", Change: products("EU/1/11/703", "EU/1/19/858", "EU/1/16/1143", "EU/1/16/1145"),
			Want: []string{"drugs/trialimab.yaml:22:54 info products[1].application_numbers[0]"}},
		{Name: "two packs of one of three",
			Change: products("EU/1/11/703", "EU/1/19/858/001", "EU/1/19/858/002", "EU/1/16/1143")},
		{Name: "too early", Change: products("EU/1/11/703", "EU/1/13/858", "EU/1/09/1145"),
			Want: []string{"drugs/trialimab.yaml:23:54 info products[2].application_numbers[0]"}},
		{Name: "orphan designations", Change: products("EU/3/18/858", "EU/3/16/1143", "EU/3/16/1145")},
		{Name: "approved in the year after", Change: approved("EU/1/10/502", "event: APPROVED, date: \"2011-03-06\"")},
		{Name: "approved before", Change: approved("EU/1/13/502", "event: APPROVED, date: \"2011-03-06\""),
			Want: []string{"drugs/trialimab.yaml:21:53 info products[0].application_numbers[0]"}},
		{Name: "refused before", Change: approved("EU/1/13/502", "event: REFUSED, reason: Harm., date: \"2011-03-06\"")},
	})
}
