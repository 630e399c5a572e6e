package validate_test

import "testing"

func TestCoverageStale(t *testing.T) {
	covered := func(day string) string {
		return `-- regulators/agency.yaml --
coverages:
  - drug: drugs/trialimab
    jurisdiction: US
    complete_as_of: "2026-01-01"
    basis: The whole register was read.
    cites: [label]
  - drug: drugs/examplinib
    jurisdiction: US
    complete_as_of: ` + day + `
    basis: The whole register was read.
    cites: [label]
`
	}
	testRule(t, "coverage-stale", []ruleCase{
		{name: "three years to the day", change: covered(`"2023-06-01"`)},
		{name: "a day more", change: covered(`"2023-05-31"`), want: []string{"regulators/agency.yaml:13:21 warning coverages[1].complete_as_of"}},
		{name: "an imprecise date counts from its first day", change: covered(`"2023"`), want: []string{"regulators/agency.yaml:13:21 warning coverages[1].complete_as_of"}},
		{name: "an imprecise date within", change: covered(`"2023-07"`)},
		{name: "a date that is none is another rule's", change: covered(`"2001-13"`)},
		{name: "in the future", change: covered(`"2027-01-01"`)},
		{name: "a payer's coverage is another rule's", change: covered(`"2001-01-01"`) + `kind: HEALTH_TECHNOLOGY_ASSESSMENT
`},
	})
}
