package authorizations_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAuthorizationWrongRegulator(t *testing.T) {
	const office = `-- regulators/office.yaml --
display_name: Office
kind: LICENSING
mandates:
  - {jurisdiction: EU}
  - {jurisdiction: GB, until: "2020-12-31"}
  - {jurisdiction: GB-NIR, since: "2021-01", until: "2024-12-31"}
`
	product := func(jurisdiction, regulator, date string) string {
		return `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: ` + jurisdiction + `
    authorizations:
      - regulator: regulators/` + regulator + `
        use: sarcoma
        event: APPROVED
        date: ` + date + `
        cites: [label]
`
	}
	ruletest.Run(t, "authorization-wrong-regulator", []ruletest.Case{
		{Name: "the regulator of its jurisdiction", Change: office + product("EU", "office", `"2010-05-01"`)},
		{Name: "another's", Change: office + product("US", "office", `"2010-05-01"`),
			Want: []string{"drugs/examplinib.yaml:17:20 error products[0].authorizations[0].regulator"}},
		{Name: "while the mandate lasts", Change: office + product("GB", "office", `"2020-12-31"`)},
		{Name: "after the mandate", Change: office + product("GB", "office", `"2021-01-01"`),
			Want: []string{"drugs/examplinib.yaml:17:20 error products[0].authorizations[0].regulator"}},
		{Name: "before the mandate", Change: office + product("GB-NIR", "office", `"2020-12-31"`),
			Want: []string{"drugs/examplinib.yaml:17:20 error products[0].authorizations[0].regulator"}},
		{Name: "perhaps since the mandate began", Change: office + product("GB-NIR", "office", `"2021"`)},
		{Name: "before the mandate, or earlier",
			Change: office + product("GB-NIR", "office", "\"2020-12-31\"\n        or_earlier: true"),
			Want:   []string{"drugs/examplinib.yaml:17:20 error products[0].authorizations[0].regulator"}},
		{Name: "perhaps while the mandate lasts", Change: office + product("GB", "office", `"2020"`)},
		{Name: "after the mandate, or earlier",
			Change: office + product("GB", "office", "\"2021-01-01\"\n        or_earlier: true")},
		{Name: "another's, or earlier", Change: office + product("US", "office", "\"2021-01-01\"\n        or_earlier: true"),
			Want: []string{"drugs/examplinib.yaml:17:20 error products[0].authorizations[0].regulator"}},
		{Name: "a date that is none is another rule's", Change: office + product("GB", "office", `"2021-13"`)},
		{Name: "a payer is another rule's", Change: product("CA", "payer", `"2010-05-01"`)},
		{Name: "a regulator that is not there is another rule's", Change: product("CA", "nobody", `"2010-05-01"`)},
		{Name: "a regulator that cannot be read", Change: product("CA", "agency", `"2010-05-01"`) + `-- regulators/agency.yaml --
colour: red
`},
		{Name: "a regulator without mandates is another rule's", Change: product("CA", "agency", `"2010-05-01"`) + `-- regulators/agency.yaml --
mandates:
`},
		{Name: "a product without a jurisdiction is another rule's", Change: product("", "agency", `"2010-05-01"`)},
		{Name: "all events of a product, two of them", Change: office + product("US", "office", `"2010-05-01"`) +
			"      - {regulator: regulators/office, indication: lymphoma, event: EXPANDED, date: \"2011\", cites: [label]}\n",
			Want: []string{"drugs/examplinib.yaml:15:19 error products[0].jurisdiction"}},
		{Name: "not all events of a product", Change: office + product("US", "office", `"2010-05-01"`) +
			"      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: \"2011\", cites: [label]}\n" +
			"      - {regulator: regulators/office, indication: leukemia, event: EXPANDED, date: \"2012\", cites: [label]}\n",
			Want: []string{"drugs/examplinib.yaml:17:20 error products[0].authorizations[0].regulator",
				"drugs/examplinib.yaml:23:21 error products[0].authorizations[2].regulator"}},
		{Name: "no regulator at all", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: CA
    authorizations:
      - {regulator: sources/page, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`},
	})
}

func TestAuthorizationWrongRegulatorNamesEventAndMandates(t *testing.T) {
	const want = `The event APPROVED of 2010-05-01 (Exampla for sarcoma) is listed under a product of CA, but Agency has a mandate for US, GB until 2020-12-31 only.`
	var got []string
	for _, f := range ruletest.Lint(t, `-- regulators/agency.yaml --
mandates:
  - {jurisdiction: US}
  - {jurisdiction: GB, until: "2020-12-31"}
-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: CA
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`) {
		if f.Rule == "authorization-wrong-regulator" {
			got = append(got, f.Message)
		}
	}
	if len(got) != 1 || !strings.HasPrefix(got[0], want) {
		t.Errorf("got messages %q, want one that begins with %q", got, want)
	}
}
