package validate_test

import "testing"

func TestAuthorizationInFuture(t *testing.T) {
	const head = `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`
	const review = `review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-12-31", next_due: "2027-06-01"}
`
	testRule(t, "authorization-in-future", []ruleCase{
		{name: "a slip in the year", change: head + `      - {regulator: regulators/agency, indication: gout, event: EXPANDED, date: "2062-01-01", cites: [label]}
`, want: []string{"drugs/examplinib.yaml:18:81 error products[0].authorizations[1].date"}},
		{name: "a year that has begun", change: head + `      - {regulator: regulators/agency, indication: gout, event: EXPANDED, date: "2026", cites: [label]}
`},
		{name: "between the review and the check", change: head + `      - {regulator: regulators/agency, indication: gout, event: EXPANDED, date: "2026-05-01", cites: [label]}
`},
		{name: "checked for a day before it, and reviewed after it", change: head + `      - {regulator: regulators/agency, indication: gout, event: EXPANDED, date: "2026-12-01", cites: [label]}
` + review},
	})
}
