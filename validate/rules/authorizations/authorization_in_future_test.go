package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

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
	ruletest.Run(t, "authorization-in-future", []ruletest.Case{
		{Name: "a slip in the year", Change: head + `      - {regulator: regulators/agency, indication: gout, event: EXPANDED, date: "2062-01-01", cites: [label]}
`, Want: []string{"drugs/examplinib.yaml:18:81 error products[0].authorizations[1].date"}},
		{Name: "a year that has begun", Change: head + `      - {regulator: regulators/agency, indication: gout, event: EXPANDED, date: "2026", cites: [label]}
`},
		{Name: "between the review and the check", Change: head + `      - {regulator: regulators/agency, indication: gout, event: EXPANDED, date: "2026-05-01", cites: [label]}
`},
		{Name: "checked for a day before it, and reviewed after it", Change: head + `      - {regulator: regulators/agency, indication: gout, event: EXPANDED, date: "2026-12-01", cites: [label]}
` + review},
	})
}
