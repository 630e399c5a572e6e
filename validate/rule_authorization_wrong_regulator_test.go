package validate_test

import (
	"strings"
	"testing"
)

func TestAuthorizationWrongRegulator(t *testing.T) {
	const office = `-- regulators/office.yaml --
display_name: Office
kind: LICENSING
mandates:
  - {jurisdiction: EU}
  - {jurisdiction: GB, until: "2020-12-31"}
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
	testRule(t, "authorization-wrong-regulator", []ruleCase{
		{name: "the regulator of its jurisdiction", change: office + product("EU", "office", `"2010-05-01"`)},
		{name: "another's", change: office + product("US", "office", `"2010-05-01"`), want: []string{"drugs/examplinib.yaml:17:20 error products[0].authorizations[0].regulator"}},
		{name: "while the mandate lasts", change: office + product("GB", "office", `"2020-12-31"`)},
		{name: "after the mandate", change: office + product("GB", "office", `"2021-01-01"`), want: []string{"drugs/examplinib.yaml:17:20 error products[0].authorizations[0].regulator"}},
		{name: "perhaps while the mandate lasts", change: office + product("GB", "office", `"2020"`)},
		{name: "after the mandate, or earlier", change: office + product("GB", "office", "\"2021-01-01\"\n        or_earlier: true")},
		{name: "another's, or earlier", change: office + product("US", "office", "\"2021-01-01\"\n        or_earlier: true"), want: []string{"drugs/examplinib.yaml:17:20 error products[0].authorizations[0].regulator"}},
		{name: "a date that is none is another rule's", change: office + product("GB", "office", `"2021-13"`)},
		{name: "a payer is another rule's", change: product("CA", "payer", `"2010-05-01"`)},
		{name: "a regulator that is not there is another rule's", change: product("CA", "nobody", `"2010-05-01"`)},
		{name: "a regulator that cannot be read", change: product("CA", "agency", `"2010-05-01"`) + `-- regulators/agency.yaml --
colour: red
`},
		{name: "a regulator without mandates is another rule's", change: product("CA", "agency", `"2010-05-01"`) + `-- regulators/agency.yaml --
mandates:
`},
		{name: "a product without a jurisdiction is another rule's", change: product("", "agency", `"2010-05-01"`)},
		{name: "no regulator at all", change: `-- drugs/examplinib.yaml --
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
	const want = `The event APPROVED of 2010-05-01 (Exampla for sarcoma) stands under a product of CA, and Agency has a mandate for US, GB until 2020-12-31 only.`
	var got []string
	for _, f := range lint(t, `-- regulators/agency.yaml --
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
