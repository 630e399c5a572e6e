package validate_test

import "testing"

func TestAuthorizationWithoutUse(t *testing.T) {
	testRule(t, "authorization-without-use", []ruleCase{
		{name: "a use", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: EXPANDED, use: sarcoma, date: "2012-03-01", cites: [label]}
`},
		{name: "an indication", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: APPROVED, indication: leukemia, date: "2012-03-01", cites: [label]}
`},
		{name: "an end of the whole product", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: SUSPENDED, reason: Unsafe., date: "2012-03-01", cites: [label]}
`},
		{name: "neither", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: APPROVED, date: "2012-03-01", cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{name: "an expansion to nothing", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: EXPANDED, date: "2012-03-01", cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{name: "a conversion of nothing", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: ACCELERATED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: CONVERTED, date: "2012-03-01", cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{name: "both", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: APPROVED, use: sarcoma, indication: leukemia, date: "2012-03-01", cites: [label]}
`,
			want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
	})
}
