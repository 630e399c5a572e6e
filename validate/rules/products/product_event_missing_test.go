package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestProductEventMissing(t *testing.T) {
	drug := func(depth, events, gap string) string {
		return "-- drugs/examplinib.yaml --\ndepth: " + depth + "\nproducts:\n  - id: exampla-us\n    brand: Exampla\n" +
			"    jurisdiction: US\n    authorizations: [" + events + "]\n" +
			"gaps: [{field: '" + gap + "', reason: None was read.}]\n"
	}
	const event = "{id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\"}"
	want := []string{"drugs/examplinib.yaml:14:5 info products[0]"}
	ruletest.Run(t, "product-event-missing", []ruletest.Case{
		{Name: "an event", Change: drug("MONOGRAPH", event, "doses")},
		{Name: "a gap on the events", Change: drug("MONOGRAPH", "", `products["exampla-us"].authorizations`)},
		{Name: "a gap on the product", Change: drug("MONOGRAPH", "", `products["exampla-us"]`)},
		{Name: "a gap on all products", Change: drug("MONOGRAPH", "", "products")},
		{Name: "a register entry", Change: drug("REGISTER", "", "doses")},
		{Name: "neither", Change: drug("MONOGRAPH", "", "doses"), Want: want},
		{Name: "a gap on another product", Change: drug("MONOGRAPH", "", `products["exampla-eu"].authorizations`), Want: want},
	})
}
