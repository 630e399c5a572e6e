package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestApplicationNumberUnlisted(t *testing.T) {
	product := func(numbers, reference string) string {
		return "-- drugs/examplinib.yaml --\nproducts:\n  - id: exampla-us\n    brand: Exampla\n    jurisdiction: US\n" +
			"    application_numbers: [" + numbers + "]\n    authorizations: [{id: approval, regulator: regulators/agency, " +
			"use: sarcoma, event: APPROVED, date: \"2010-05-01\", reference: \"" + reference + "\", cites: [label]}]\n"
	}
	ruletest.Run(t, "application-number-unlisted", []ruletest.Case{
		{Name: "listed", Change: product("NDA 021588", "NDA 021588")},
		{Name: "a supplement of one that is listed", Change: product("NDA 021588", "NDA 021588/S-012")},
		{Name: "one of two", Change: product("NDA 021588", "NDA 021335, NDA 021588")},
		{Name: "another kind, which another rule finds", Change: product("BLA 021588", "NDA 021588")},
		{Name: "another number", Change: product("NDA 021335", "NDA 021588"),
			Want: []string{"drugs/examplinib.yaml:18:129 info products[0].authorizations[0].reference"}},
		{Name: "no number", Change: product("NDA 021335", "EMEA/H/C/000001")},
		{Name: "nothing is listed", Change: product("", "NDA 021588")},
	})
}
