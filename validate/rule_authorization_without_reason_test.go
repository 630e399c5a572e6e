package validate_test

import "testing"

func TestAuthorizationWithoutReason(t *testing.T) {
	testRule(t, "authorization-without-reason", []ruleCase{
		{name: "a restriction with its reason", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RESTRICTED, reason: Only after surgery., date: "2012-03-01", cites: [label]}
`},
		{name: "an approval needs none", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: EXPANDED, date: "2012-03-01", cites: [label]}
`},
		{name: "a stop of sales needs none", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: DISCONTINUED, date: "2012-03-01", cites: [label]}
`},
		{name: "restricted", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RESTRICTED, date: "2012-03-01", cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{name: "suspended", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: SUSPENDED, date: "2012-03-01", cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{name: "refused", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: chordoma, event: REFUSED, date: "2012-03-01", cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{name: "revoked", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: REVOKED, date: "2012-03-01", cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{name: "withdrawn", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: chordoma, event: APPLICATION_WITHDRAWN, date: "2012-03-01", cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
	})
}
