package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAuthorizationWithoutUse(t *testing.T) {
	ruletest.Run(t, "authorization-without-use", []ruletest.Case{
		{Name: "a use", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: EXPANDED, use: sarcoma, date: "2012-03-01", cites: [label]}
`},
		{Name: "an indication", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: APPROVED, indication: leukemia, date: "2012-03-01", cites: [label]}
`},
		{Name: "an end of the whole product", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: SUSPENDED, reason: Unsafe., date: "2012-03-01", cites: [label]}
`},
		{Name: "neither", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: APPROVED, date: "2012-03-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{Name: "an expansion to nothing", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: EXPANDED, date: "2012-03-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{Name: "a conversion of nothing", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: ACCELERATED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: CONVERTED, date: "2012-03-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
		{Name: "both", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: APPROVED, use: sarcoma, indication: leukemia, date: "2012-03-01",
          cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:9 error products[0].authorizations[1]"}},
	})
}
