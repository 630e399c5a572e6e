package products_test

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestApplicationNumberSwapped(t *testing.T) {
	product := func(number string, references ...string) string {
		change := "-- drugs/trialimab.yaml --\ngaps:\nproducts:\n  - id: a\n    jurisdiction: US\n" +
			"    application_numbers: [" + number + "]\n    authorizations:\n"
		for i, reference := range references {
			change += fmt.Sprintf("      - {id: e%d, regulator: regulators/agency, indication_unknown: true, event: APPROVED, "+
				"date: \"201%[1]d\", reference: %q, cites: [page]}\n", i, reference)
		}
		return change
	}
	const source = "-- sources/page.yaml --\nidentifiers: {application_numbers: [NDA 021588]}\n"
	section := func(text string) string {
		return "citations:\n  page: {source: sources/page, section: " + text + "}\n"
	}
	const second = "drugs/trialimab.yaml:26:116 warning products[0].authorizations[1].reference"
	ruletest.Run(t, "application-number-swapped", []ruletest.Case{
		{Name: "the same numbers", Change: product("NDA 021588", "NDA 021588", "NDA021588")},
		{Name: "one of three", Change: product("NDA 021588", "NDA 021588", "NDA 021858"), Want: []string{second}},
		{Name: "the later one of two", Change: product("", "NDA 021588", "NDA 201588"), Want: []string{second}},
		{Name: "the rarer one, which is first", Change: product("NDA 021858", "NDA 021588", "NDA 021588"),
			Want: []string{"drugs/trialimab.yaml:23:27 warning products[0].application_numbers[0]"}},
		{Name: "in a list", Change: product("", "NDA 021335, NDA 021588", "NDA 021335, NDA 021858"), Want: []string{second}},
		{Name: "without the zero in front", Change: product("", "NDA 021588", "NDA 12588"), Want: []string{
			"drugs/trialimab.yaml:26:116 warning products[0].authorizations[1].reference"}},
		{Name: "another number than the source's", Change: product("", "NDA 021858") + source,
			Want: []string{"drugs/trialimab.yaml:25:116 warning products[0].authorizations[0].reference"}},
		{Name: "as the source has it, and not the product", Change: product("NDA 021858", "NDA 021588") + source,
			Want: []string{"drugs/trialimab.yaml:23:27 warning products[0].application_numbers[0]"}},
		{Name: "both are in sources", Change: product("", "NDA 021588", "NDA 021858") +
			"-- sources/page.yaml --\nidentifiers: {application_numbers: [NDA 021588, NDA 021858]}\n"},
		{Name: "two applications a digit apart", Change: product("", "NDA 021938", "NDA 021968")},
		{Name: "two digits that are not neighbors", Change: product("", "NDA 021538", "NDA 023518")},
		{Name: "a digit apart from the source's", Change: product("", "NDA 021598") + source,
			Want: []string{"drugs/trialimab.yaml:25:116 info products[0].authorizations[0].reference"}},
		{Name: "a digit apart from the section that is cited",
			Change: product("", "NDA 021598") + section("Application 021588"),
			Want:   []string{"drugs/trialimab.yaml:25:116 info products[0].authorizations[0].reference"}},
		{Name: "two applications of the section", Change: product("", "NDA 021598") +
			section("Applications 021588 and 021598")},
		{Name: "a digit apart from an application of another kind", Change: product("", "ANDA 021598") + source},
		{Name: "two numbers of one product in the EU", Change: product("", "EMEA/H/C/005208", "EMEA/H/C/002208"),
			Want: []string{"drugs/trialimab.yaml:26:116 info products[0].authorizations[1].reference"}},
		{Name: "a refused and a later application in the EU", Change: product("", "EMEA/H/C/000464", "EMEA/H/C/000773")},
		{Name: "a source that no product cites, with digits swapped", Change: product("NDA 021588", "NDA 021588") +
			"citations:\n  page: {source: sources/page}\n  label: {source: sources/label}\n" +
			"-- sources/label.yaml --\nidentifiers: {application_numbers: [NDA 021858]}\n",
			Want: []string{"drugs/trialimab.yaml:20:19 info citations[\"label\"].source"}},
		{Name: "numbers of years", Change: product("", "EU/1/2006/1", "EU/1/2060/1")},
	})
}
