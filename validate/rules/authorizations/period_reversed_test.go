package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestPeriodReversed(t *testing.T) {
	ruletest.Run(t, "period-reversed", []ruletest.Case{
		{Name: "a day", Change: `-- drugs/trialimab.yaml --
designations: [{kind: ORPHAN, regulator: regulators/agency, date: "2011-01-01", until: "2011-01-01", cites: [page]}]
`},
		{Name: "within a year", Change: `-- drugs/trialimab.yaml --
designations: [{kind: ORPHAN, regulator: regulators/agency, date: "2011-06", until: "2011", cites: [page]}]
`},
		{Name: "a designation", Change: `-- drugs/trialimab.yaml --
designations: [{kind: ORPHAN, regulator: regulators/agency, date: "2011-06", until: "2010", cites: [page]}]
`,
			Want: []string{"drugs/trialimab.yaml:21:85 error designations[0].until"}},
		{Name: "a decision", Change: `-- drugs/trialimab.yaml --
access_decisions: [{body: regulators/payer, decision: RECOMMENDED, date: "2011-06", until: "2010", cites: [page]}]
`,
			Want: []string{"drugs/trialimab.yaml:21:92 error access_decisions[0].until"}},
		{Name: "an entry of a list", Change: `-- lists/formulary.yaml --
entries: [{id: a, drug: drugs/examplinib, status: LISTED, date: "2011-06", until: "2010", cites: [page]}]
`,
			Want: []string{"lists/formulary.yaml:1:83 error entries[0].until"}},
		{Name: "a mandate", Change: `-- regulators/payer.yaml --
mandates: [{jurisdiction: US, since: "2021-01-01", until: "2020-12-31"}]
`,
			Want: []string{"regulators/payer.yaml:3:59 error mandates[0].until"}},
	})
}
