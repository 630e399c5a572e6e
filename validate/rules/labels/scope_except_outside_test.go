package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestScopeExceptOutside(t *testing.T) {
	ruletest.Run(t, "scope-except-outside", []ruletest.Case{
		{Name: "below", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]}
      - {id: approved-2011, regulator: regulators/agency, scopes: [{conditions: [conditions/sarcoma],
          except: [conditions/chordoma]}], event: APPROVED, date: "2011-05-01", cites: [label]}
`},
		{Name: "above", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]}
      - {id: approved-2011, regulator: regulators/agency, scopes: [{conditions: [conditions/chordoma],
          except: [conditions/sarcoma]}], event: APPROVED, date: "2011-05-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:21:20 warning products[0].authorizations[1].scopes[0].except[0]"}},
		{Name: "what the scope is for", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2011, regulator: regulators/agency, scopes: [{conditions: [conditions/sarcoma],
          except: [conditions/sarcoma]}], event: APPROVED, date: "2011-05-01", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:19:20 warning products[0].authorizations[0].scopes[0].except[0]"}},
	})
}
