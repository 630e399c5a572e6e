package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestProductOutsideJurisdictions(t *testing.T) {
	item := func(product, jurisdictions string) string {
		return "-- drugs/examplinib.yaml --\nproducts: [{id: one, brand: Exampla, jurisdiction: " + product +
			", cites: [label]}]\n" +
			"safety: [{kind: WARNING, text: It may harm., products: [one], " + jurisdictions + "cites: [label]}]\n"
	}
	found := []string{"drugs/examplinib.yaml:10:57 warning safety[0].products[0]"}
	ruletest.Run(t, "product-outside-jurisdictions", []ruletest.Case{
		{Name: "the same", Change: item("US", "jurisdictions: [US], ")},
		{Name: "one of several", Change: item("US", "jurisdictions: [CA, US], ")},
		{Name: "no jurisdictions", Change: item("US", "")},
		{Name: "another", Change: item("US", "jurisdictions: [EU], "), Want: found},
		{Name: "a member of the EU", Change: item("EU", "jurisdictions: [DE], ")},
		{Name: "a product of a member, for the EU", Change: item("DE", "jurisdictions: [EU], ")},
		{Name: "no member of the EU", Change: item("EU", "jurisdictions: [GB], "), Want: found},
		{Name: "a part of a country", Change: item("GB", "jurisdictions: [GB-ENG], ")},
	})
}
