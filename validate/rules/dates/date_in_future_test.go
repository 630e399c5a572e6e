package dates_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDateInFuture(t *testing.T) {
	decided := func(fields string) string {
		return `-- drugs/trialimab.yaml --
access_decisions:
  - {body: regulators/payer, decision: NOT_RECOMMENDED, cites: [page], ` + fields + `}
`
	}
	ruletest.Run(t, "date-in-future", []ruletest.Case{
		{Name: "published on the day of the check", Change: `-- sources/page.yaml --
dates: {published: "2026-06-01"}
`},
		{Name: "published in the month of the check", Change: `-- sources/page.yaml --
dates: {published: "2026-06"}
`},
		{Name: "published the day after", Change: `-- sources/page.yaml --
dates: {published: "2026-06-02"}
`,
			Want: []string{"sources/page.yaml:5:20 error dates.published"}},
		{Name: "beside a misspelled value", Change: `-- sources/page.yaml --
kind: PATIENT_PAG
dates: {published: "2026-06-02"}
`,
			Want: []string{"sources/page.yaml:5:20 error dates.published"}},
		{Name: "a check as of the past", Change: `-- sources/page.yaml --
dates: {published: "2026-06-02"}
-- targets/example.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-06-02", next_due: "2027-06-02"}
`},
		{Name: "a review of 2062", Change: `-- targets/example.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2062-06-02", next_due: "2063-06-02"}
`,
			Want: []string{"targets/example.yaml:4:74 error review.date"}},
		{Name: "a review of next year", Change: `-- targets/example.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-12-01", next_due: "2027-12-01"}
`,
			Want: []string{"targets/example.yaml:4:74 error review.date"}},
		{Name: "an event and a statement of a label", Change: `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      - {id: approved, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2062-05-01", cites: [label]}
safety: [{kind: DRIVING, text: It may cause drowsiness., since: "2026-06-02", until: "2028", cites: [label]}]
`,
			Want: []string{"drugs/examplinib.yaml:10:65 error safety[0].since",
				"drugs/examplinib.yaml:18:91 error products[0].authorizations[0].date"}},
		{Name: "a copyright of next year", Change: `-- sources/page.yaml --
dates: {published: "2026-05", copyright: "2027"}
`},
		{Name: "a decision of 2112", Change: decided(`date: "2112-10-24"`),
			Want: []string{"drugs/trialimab.yaml:22:78 error access_decisions[0].date"}},
		{Name: "a launch to come", Change: `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    marketing: [{event: LAUNCHED, date: "2027", cites: [label]}]
`,
			Want: []string{"drugs/examplinib.yaml:17:41 error products[0].marketing[0].date"}},
		{Name: "a decision that is to end", Change: decided(`date: "2012-10-24", until: "2112-10-24"`)},
		{Name: "early access and a designation", Change: `-- drugs/trialimab.yaml --
early_access: [{kind: EXPANDED_ACCESS, jurisdiction: US, since: "2027", cites: [page]}]
designations: [{kind: ORPHAN, regulator: regulators/agency, date: "2027-01-01", cites: [page]}]
`,
			Want: []string{"drugs/trialimab.yaml:21:65 error early_access[0].since",
				"drugs/trialimab.yaml:22:67 error designations[0].date"}},
		{Name: "results", Change: `-- trials/example.yaml --
results: [{outcome: BETTER, summary: It works., date: "2027-01", cites: [page]}]
outcomes: [{id: x, endpoint: SAFETY, measure: COUNT, value: "3", date: "2027-01-01", cites: [page]}]
`,
			Want: []string{"trials/example.yaml:10:55 error results[0].date",
				"trials/example.yaml:11:72 error outcomes[0].date"}},
		{Name: "a retraction and a search", Change: `-- sources/page.yaml --
retraction: {date: "2027", notice: Withdrawn by the editors.}
gaps: [{field: identifiers.pmid, reason: It was not found., looked_on: "2027-01-01"}]
`,
			Want: []string{"sources/page.yaml:7:20 error retraction.date", "sources/page.yaml:8:72 error gaps[0].looked_on"}},
	})
}
