package validate_test

import "testing"

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
	testRule(t, "coverage-without-mandate", []ruleCase{
		{name: "no mandate there", change: covered, want: []string{"regulators/agency.yaml:9:19 error coverages[2].jurisdiction"}},
		{name: "a mandate that ended is one", change: covered + `mandates:
  - {jurisdiction: US}
  - {jurisdiction: GB, until: "2020-12-31"}
`},
		{name: "no mandate at all is another rule's", change: covered + `mandates:
`},
		{name: "no jurisdiction is another rule's", change: `-- regulators/agency.yaml --
coverages:
  - {drug: drugs/examplinib, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
`},
		{name: "a payer's coverage is another rule's", change: covered + `kind: HEALTH_TECHNOLOGY_ASSESSMENT
`},
	})
}
