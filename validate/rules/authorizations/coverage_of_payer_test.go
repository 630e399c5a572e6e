package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCoverageOfPayer(t *testing.T) {
	covered := func(regulator string) string {
		return `-- drugs/examplinib.yaml --
coverage:
  - regulator: ` + regulator + `
    jurisdiction: US
    complete_as_of: "2026-01-01"
    basis: All of it was read.
    cites: [label]
`
	}
	ruletest.Run(t, "coverage-of-payer", []ruletest.Case{
		{Name: "a regulator", Change: covered("regulators/agency")},
		{Name: "a payer", Change: covered("regulators/payer"),
			Want: []string{"drugs/examplinib.yaml:7:16 error coverage[0].regulator"}},
		{Name: "a body that is not there is another rule's", Change: covered("regulators/none")},
	})
}
