package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCoverageWithoutMandate(t *testing.T) {
	covered := func(regulator, jurisdiction string) string {
		return `-- drugs/examplinib.yaml --
coverage:
  - regulator: ` + regulator + jurisdiction + `
    complete_as_of: "2020-01-01"
    basis: The whole register was read.
    cites: [label]
`
	}
	const britain = "\n    jurisdiction: GB"
	ruletest.Run(t, "coverage-without-mandate", []ruletest.Case{
		{Name: "a mandate there", Change: covered("regulators/agency", "\n    jurisdiction: US")},
		{Name: "no mandate there", Change: covered("regulators/agency", britain),
			Want: []string{"drugs/examplinib.yaml:8:19 error coverage[0].jurisdiction"}},
		{Name: "a mandate that ended is one", Change: covered("regulators/agency", britain) + `-- regulators/agency.yaml --
mandates:
  - {jurisdiction: US}
  - {jurisdiction: GB, until: "2020-12-31"}
`},
		{Name: "no mandate at all is another rule's", Change: covered("regulators/agency", britain) +
			"-- regulators/agency.yaml --\nmandates:\n"},
		{Name: "no jurisdiction is another rule's", Change: covered("regulators/agency", "")},
		{Name: "a payer's coverage is another rule's", Change: covered("regulators/payer", britain)},
		{Name: "a regulator that is not there is another rule's", Change: covered("regulators/none", britain)},
	})
}
