package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAuthorizationWithoutReason(t *testing.T) {
	ruletest.Run(t, "authorization-without-reason", []ruletest.Case{
		{Name: "a restriction with its reason", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RESTRICTED, reason: Only after surgery.,
          date: "2012-03-01", cites: [label]}
`},
		{Name: "an approval needs none", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: EXPANDED, date: "2012-03-01", cites: [label]}
`},
		{Name: "a stop of sales needs none", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: RENEWED, date: "2012-03-01", cites: [label]}
`},
		{Name: "restricted", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RESTRICTED, date: "2012-03-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{Name: "suspended", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: SUSPENDED, date: "2012-03-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{Name: "refused", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: chordoma, event: REFUSED, date: "2012-03-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{Name: "revoked", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: REVOKED, date: "2012-03-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{Name: "withdrawn", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: chordoma, event: APPLICATION_WITHDRAWN, date: "2012-03-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
	})
}
