package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAuthorizationOrder(t *testing.T) {
	events := func(dates ...string) string {
		text := `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
`
		for _, d := range dates {
			text += `      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, cites: [label], date: ` + d + `}
`
		}
		return text
	}
	ruletest.Run(t, "authorization-order", []ruletest.Case{
		{Name: "oldest first", Change: events(`"2010-05-01"`, `"2011"`, `"2012-03"`, `"2012-04-01"`)},
		{Name: "newest first", Change: events(`"2012-05-01"`, `"2010-05-01"`),
			Want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{Name: "each that is out of place", Change: events(`"2012-05-01"`, `"2010-05-01"`, `"2011"`, `"2010"`, `"2013"`),
			Want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date",
				"drugs/examplinib.yaml:19:93 error products[0].authorizations[2].date",
				"drugs/examplinib.yaml:20:93 error products[0].authorizations[3].date"}},
		{Name: "the only one that is out of place",
			Change: events(`"2009"`, `"2012-05-01"`, `"2010-05-01"`, `"2011"`, `"2013"`),
			Want:   []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{Name: "of one of a day to come date-in-future speaks", Change: events(`"2009"`, `"2102-05-01"`, `"2013"`)},
		{Name: "not only against the one just above", Change: events(`"2012-05-01"`, `"2012"`, `"2012-04"`),
			Want: []string{"drugs/examplinib.yaml:19:93 error products[0].authorizations[2].date"}},
		{Name: "the same day", Change: events(`"2012-05-01"`, `"2012-05-01"`)},
		{Name: "a year that holds the day above", Change: events(`"2012-05-01"`, `"2012"`)},
		{Name: "a day within the year above", Change: events(`"2012"`, `"2012-01-01"`)},
		{Name: "the last day of the year before", Change: events(`"2012"`, `"2011-12-31"`),
			Want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{Name: "a month before a day", Change: events(`"2012-05-01"`, `"2012-04"`),
			Want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{Name: "a date that is none is another rule's",
			Change: events(`"2012-05-01"`, `"2011-02-30"`, `"9999-13"`, `"2013"`)},
		{Name: "an event of a day or earlier above", Change: events(`"2012", or_earlier: true`, `"2011"`)},
		{Name: "an event of a day or earlier below", Change: events(`"2012-05-01"`, `"2012-06-01", or_earlier: true`)},
		{Name: "an event that is earlier even so", Change: events(`"2012-05-01"`, `"2011", or_earlier: true`),
			Want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{Name: "two products each have a history", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
  - brand: Examplona
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2008-05-01", cites: [label]}
`},
	})
}
