package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCoverageStale(t *testing.T) {
	covered := func(day string) string {
		return `-- drugs/examplinib.yaml --
coverage:
  - regulator: regulators/agency
    jurisdiction: US
    complete_as_of: ` + day + `
    basis: The whole register was read.
    cites: [label]
`
	}
	ruletest.Run(t, "coverage-stale", []ruletest.Case{
		{Name: "three years to the day", Change: covered(`"2023-06-01"`)},
		{Name: "a day more", Change: covered(`"2023-05-31"`),
			Want: []string{"drugs/examplinib.yaml:9:21 warning coverage[0].complete_as_of"}},
		{Name: "an imprecise date counts from its first day", Change: covered(`"2023"`),
			Want: []string{"drugs/examplinib.yaml:9:21 warning coverage[0].complete_as_of"}},
		{Name: "an imprecise date within", Change: covered(`"2023-07"`)},
		{Name: "a date that is none is another rule's", Change: covered(`"2001-13"`)},
		{Name: "in the future", Change: covered(`"2027-01-01"`)},
		{Name: "a payer's coverage is another rule's", Change: covered(`"2001-01-01"`) + `-- regulators/agency.yaml --
kind: HEALTH_TECHNOLOGY_ASSESSMENT
`},
	})
}
