package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAmendsUnresolved(t *testing.T) {
	amending := func(amends string) string {
		return `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    jurisdiction: US
    authorizations:
      - {id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {id: narrowed, ` + amends + `regulator: regulators/agency, event: RESTRICTED, date: "2014", reason: It failed., cites: [label]}
  - id: other-us
    jurisdiction: US
    authorizations:
      - {id: other, regulator: regulators/agency, use: chordoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`
	}
	ruletest.Run(t, "amends-unresolved", []ruletest.Case{
		{Name: "an event of the product", Change: amending("amends: approval, ")},
		{Name: "none named", Change: amending("")},
		{Name: "a slip", Change: amending("amends: aproval, "),
			Want: []string{"drugs/examplinib.yaml:18:32 error products[0].authorizations[1].amends"}},
		{Name: "an event of another product", Change: amending("amends: other, "),
			Want: []string{"drugs/examplinib.yaml:18:32 error products[0].authorizations[1].amends"}},
		{Name: "itself", Change: amending("amends: narrowed, "),
			Want: []string{"drugs/examplinib.yaml:18:32 error products[0].authorizations[1].amends"}},
	})
}
