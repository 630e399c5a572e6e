package validate_test

import "testing"

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
	testRule(t, "authorization-order", []ruleCase{
		{name: "oldest first", change: events(`"2010-05-01"`, `"2011"`, `"2012-03"`, `"2012-04-01"`)},
		{name: "newest first", change: events(`"2012-05-01"`, `"2010-05-01"`), want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{name: "each that is out of place", change: events(`"2012-05-01"`, `"2010-05-01"`, `"2011"`, `"2010"`, `"2013"`), want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date", "drugs/examplinib.yaml:19:93 error products[0].authorizations[2].date", "drugs/examplinib.yaml:20:93 error products[0].authorizations[3].date"}},
		{name: "the only one that is out of place", change: events(`"2009"`, `"2012-05-01"`, `"2010-05-01"`, `"2011"`, `"2013"`), want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{name: "of one of a day to come authorization-in-future speaks", change: events(`"2009"`, `"2102-05-01"`, `"2013"`)},
		{name: "not only against the one just above", change: events(`"2012-05-01"`, `"2012"`, `"2012-04"`), want: []string{"drugs/examplinib.yaml:19:93 error products[0].authorizations[2].date"}},
		{name: "the same day", change: events(`"2012-05-01"`, `"2012-05-01"`)},
		{name: "a year that holds the day above", change: events(`"2012-05-01"`, `"2012"`)},
		{name: "a day within the year above", change: events(`"2012"`, `"2012-01-01"`)},
		{name: "the last day of the year before", change: events(`"2012"`, `"2011-12-31"`), want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{name: "a month before a day", change: events(`"2012-05-01"`, `"2012-04"`), want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{name: "a date that is none is another rule's", change: events(`"2012-05-01"`, `"2011-02-30"`, `"9999-13"`, `"2013"`)},
		{name: "an event of a day or earlier above", change: events(`"2012", or_earlier: true`, `"2011"`)},
		{name: "an event of a day or earlier below", change: events(`"2012-05-01"`, `"2012-06-01", or_earlier: true`)},
		{name: "an event that is earlier even so", change: events(`"2012-05-01"`, `"2011", or_earlier: true`), want: []string{"drugs/examplinib.yaml:18:93 error products[0].authorizations[1].date"}},
		{name: "two products each have a history", change: `-- drugs/examplinib.yaml --
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
