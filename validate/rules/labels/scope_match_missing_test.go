package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestScopeMatchMissing(t *testing.T) {
	ruletest.Run(t, "scope-match-missing", []ruletest.Case{
		{Name: "any", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - regulator: regulators/agency
        scopes:
          - conditions: [conditions/sarcoma]
            partners: {match: ANY, of: [drugs/trialimab, classes/example-class]}
        event: APPROVED
        date: "2012-05-01"
        cites: [label]
`},
		{Name: "not said", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - regulator: regulators/agency
        scopes:
          - conditions: [conditions/sarcoma]
            partners: {of: [drugs/trialimab, classes/example-class]}
        event: APPROVED
        date: "2012-05-01"
        cites: [label]
`,
			Want: []string{"drugs/examplinib.yaml:20:13 error products[0].authorizations[1].scopes[0]"}},
	})
}
