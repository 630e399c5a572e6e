package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCoverageWithoutMandate(t *testing.T) {
	const covered = `-- regulators/agency.yaml --
coverages:
  - {drug: drugs/examplinib, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
  - {drug: drugs/trialimab, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
  - drug: drugs/trialimab
    jurisdiction: GB
    complete_as_of: "2020-01-01"
    basis: The whole register was read.
    cites: [label]
`
	ruletest.Run(t, "coverage-without-mandate", []ruletest.Case{
		{Name: "no mandate there", Change: covered,
			Want: []string{"regulators/agency.yaml:9:19 error coverages[2].jurisdiction"}},
		{Name: "a mandate that ended is one", Change: covered + `mandates:
  - {jurisdiction: US}
  - {jurisdiction: GB, until: "2020-12-31"}
`},
		{Name: "no mandate at all is another rule's", Change: covered + `mandates:
`},
		{Name: "no jurisdiction is another rule's", Change: `-- regulators/agency.yaml --
coverages:
  - {drug: drugs/examplinib, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
`},
		{Name: "a payer's coverage is another rule's", Change: covered + `kind: HEALTH_TECHNOLOGY_ASSESSMENT
`},
	})
}
