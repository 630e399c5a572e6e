package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestBasisMismatch(t *testing.T) {
	designated := func(kind string) string {
		return "-- drugs/trialimab.yaml --\ndesignations: [{regulator: regulators/agency, cites: [page], kind: " +
			kind + "}]\n"
	}
	ruletest.Run(t, "basis-mismatch", []ruletest.Case{
		{Name: "a designation of the US", Change: designated("BREAKTHROUGH")},
		{Name: "one of everywhere", Change: designated("ORPHAN")},
		{Name: "one of the EU, in the US", Change: designated("PRIME"),
			Want: []string{"drugs/trialimab.yaml:21:68 warning designations[0].kind"}},
		{Name: "one of the EU, by a regulator of which nothing is known", Change: designated("PRIME") +
			"-- regulators/agency.yaml --\nmandates: [{jurisdiction: TW}]\n"},
		{Name: "conditional in China", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: CN
    id: exampla-cn
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: APPROVED, basis: CONDITIONAL,
          date: "2010-05-01", cites: [label]}
`},
		{Name: "accelerated in the US", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: ACCELERATED,
          basis: ACCELERATED_APPROVAL, date: "2010-05-01", cites: [label]}
`},
		{Name: "conditional in the US", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: ACCELERATED, basis: CONDITIONAL,
          date: "2010-05-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:18:100 error products[0].authorizations[0].basis"}},
		{Name: "of a revocation", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]}
      - {id: revoked-2011, regulator: regulators/agency, event: REVOKED, basis: ACCELERATED_APPROVAL,
          date: "2011-05-01", reason: It did not work., cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:20:81 error products[0].authorizations[1].basis"}},
	})
}
