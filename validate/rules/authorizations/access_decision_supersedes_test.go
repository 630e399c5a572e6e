package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAccessDecisionSupersedes(t *testing.T) {
	two := func(first, second string) string {
		return `-- regulators/payer.yaml --
mandates: [{jurisdiction: GB-ENG}, {jurisdiction: GB-WLS}]
-- regulators/other-payer.yaml --
display_name: Other payer
kind: HEALTH_TECHNOLOGY_ASSESSMENT
mandates: [{jurisdiction: GB-SCT}]
-- drugs/trialimab.yaml --
access_decisions:
  - {id: first, decision: NOT_RECOMMENDED, cites: [page], ` + first + `}
  - {id: second, supersedes: [first], decision: RECOMMENDED, cites: [page], ` + second + `}
`
	}
	const found = "drugs/trialimab.yaml:23:31 error access_decisions[1].supersedes[0]"
	ruletest.Run(t, "access-decision-supersedes", []ruletest.Case{
		{Name: "a later one", Change: two(`body: regulators/payer, date: "2012"`, `body: regulators/payer, date: "2013"`)},
		{Name: "in one year", Change: two(`body: regulators/payer, date: "2012-05"`, `body: regulators/payer, date: "2012"`)},
		{Name: "without dates", Change: two(`body: regulators/payer`, `body: regulators/payer`)},
		{Name: "an earlier one", Change: two(`body: regulators/payer, date: "2012-05"`, `body: regulators/payer, date: "2011"`),
			Want: []string{found}},
		{Name: "of another body", Change: two(`body: regulators/payer`, `body: regulators/other-payer`), Want: []string{found}},
		{Name: "about another use", Change: two(`body: regulators/payer, use: sarcoma`, `body: regulators/payer`),
			Want: []string{found}},
		{Name: "in one of two nations", Change: two(`body: regulators/payer`, `body: regulators/payer, jurisdictions: [GB-ENG]`),
			Want: []string{found}},
		{Name: "in both nations", Change: two(`body: regulators/payer`, `body: regulators/payer, jurisdictions: [GB-ENG, GB-WLS]`)},
		{Name: "in the one nation of the earlier", Change: two(`body: regulators/payer, jurisdictions: [GB-ENG]`, `body: regulators/payer`)},
		{Name: "itself", Change: `-- drugs/trialimab.yaml --
access_decisions:
  - {id: first, body: regulators/payer, supersedes: [first], decision: NOT_RECOMMENDED, cites: [page]}
`,
			Want: []string{"drugs/trialimab.yaml:22:54 error access_decisions[0].supersedes[0]"}},
		{Name: "one that is not there", Change: `-- drugs/trialimab.yaml --
access_decisions:
  - {body: regulators/payer, supersedes: [none], decision: NOT_RECOMMENDED, cites: [page]}
`,
			Want: []string{"drugs/trialimab.yaml:22:43 error access_decisions[0].supersedes[0]"}},
	})
}
