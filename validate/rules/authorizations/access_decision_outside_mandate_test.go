package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAccessDecisionOutsideMandate(t *testing.T) {
	decided := func(mandates, jurisdictions string) string {
		return `-- regulators/payer.yaml --
mandates: [` + mandates + `]
-- drugs/trialimab.yaml --
access_decisions:
  - {body: regulators/payer, ` + jurisdictions + `decision: RECOMMENDED, date: "2021-03-08", cites: [page]}
`
	}
	ruletest.Run(t, "access-decision-outside-mandate", []ruletest.Case{
		{Name: "the whole mandate", Change: decided("{jurisdiction: GB-ENG}", "")},
		{Name: "a nation of the country", Change: decided("{jurisdiction: GB}", "jurisdictions: [GB-ENG, GB-WLS], ")},
		{Name: "one of several", Change: decided("{jurisdiction: GB-ENG}, {jurisdiction: GB-WLS}",
			"jurisdictions: [GB-WLS], ")},
		{Name: "another nation", Change: decided("{jurisdiction: GB-ENG}", "jurisdictions: [GB-ENG, GB-SCT], "),
			Want: []string{"drugs/trialimab.yaml:22:54 error access_decisions[0].jurisdictions[1]"}},
		{Name: "more than the mandate", Change: decided("{jurisdiction: GB-ENG}", "jurisdictions: [GB], "),
			Want: []string{"drugs/trialimab.yaml:22:46 error access_decisions[0].jurisdictions[0]"}},
	})
}
