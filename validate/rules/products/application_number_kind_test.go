package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestApplicationNumberKind(t *testing.T) {
	product := func(number, reference string) string {
		return "-- drugs/trialimab.yaml --\ngaps:\nproducts:\n  - id: a\n    jurisdiction: US\n    application_numbers: [" +
			number + "]\n" +
			"    authorizations:\n      - {id: e, regulator: regulators/agency, indication_unknown: true, event: APPROVED, " +
			"date: \"2010\", reference: " + reference + ", cites: [page]}\n"
	}
	source := func(number string) string {
		return "-- sources/page.yaml --\nidentifiers: {application_numbers: [" + number + "]}\n"
	}
	const number, reference = "products[0].application_numbers[0]", "products[0].authorizations[0].reference"
	ruletest.Run(t, "application-number-kind", []ruletest.Case{
		{Name: "one kind", Change: product("NDA 021588", "NDA 021588")},
		{Name: "without the zero in front", Change: product("NDA 021588", "NDA 21588")},
		{Name: "two numbers", Change: product("NDA 021588", "ANDA 021589")},
		{Name: "two kinds", Change: product("NDA 021588", "BLA 021588"),
			Want: []string{"drugs/trialimab.yaml:25:115 info " + reference}},
		{Name: "two kinds, of which the source has one", Change: product("BLA 021588", "NDA 021588") + source("NDA 021588"),
			Want: []string{"drugs/trialimab.yaml:23:27 info " + number}},
		{Name: "another kind than the source", Change: product("BLA 021588", "BLA 021588") + source("NDA 021588"),
			Want: []string{"drugs/trialimab.yaml:23:27 info " + number, "drugs/trialimab.yaml:25:115 info " + reference}},
		{Name: "both kinds in sources", Change: product("BLA 020563", "NDA 020563") + source("NDA 020563, BLA 020563")},
		{Name: "a biological product", Change: product("BLA 761038", "BLA 125320")},
		{Name: "a biological product as a drug", Change: product("NDA 761038", "NDA 125320"),
			Want: []string{"drugs/trialimab.yaml:23:27 warning " + number, "drugs/trialimab.yaml:25:115 warning " + reference}},
		{Name: "a number of the EU", Change: product("EU/1/13/858", "EMEA/H/C/002573")},
	})
}
