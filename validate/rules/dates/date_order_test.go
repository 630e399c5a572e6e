package dates_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDateOrder(t *testing.T) {
	designation := func(fields string) string {
		return "-- drugs/trialimab.yaml --\ndesignations: [{kind: ORPHAN, regulator: regulators/agency, " + fields +
			", cites: [page]}]\n"
	}
	page := func(dates string) string { return "-- sources/page.yaml --\ndates: {" + dates + "}\n" }
	ruletest.Run(t, "date-order", []ruletest.Case{
		{Name: "a day", Change: designation(`date: "2011-01-01", until: "2011-01-01"`)},
		{Name: "within a year", Change: designation(`date: "2011-06", until: "2011"`)},
		{Name: "an end alone", Change: designation(`until: "2011"`)},
		{Name: "a designation", Change: designation(`date: "2011-06", until: "2010"`),
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
		{Name: "a statement of a label", Change: `-- drugs/examplinib.yaml --
safety:
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2015", until: "2012", cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:11:81 error safety[0].until"}},
		{Name: "a review due before it was done", Change: `-- drugs/trialimab.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2025-01-01"}
`,
			Want: []string{"drugs/trialimab.yaml:18:98 error review.next_due"}},
		{Name: "a source in order", Change: page(`published: "2025-05", revised: "2025-06-01", reviewed: "2025-07", ` +
			`accessed: "2026"`)},
		{Name: "all on one day", Change: page(`published: "2025-06-01", revised: "2025-06-01", reviewed: "2025-06-01", ` +
			`accessed: "2025-06-01"`)},
		{Name: "accessed in the month of its revision", Change: page(`revised: "2025-06-20", accessed: "2025-06"`)},
		{Name: "published after revised", Change: page(`published: "2025-07", revised: "2025-06-01"`),
			Want: []string{"sources/page.yaml:5:40 error dates.revised"}},
		{Name: "revised after it was looked at", Change: page(`revised: "2025-06-02", accessed: "2025-06-01"`),
			Want: []string{"sources/page.yaml:5:42 error dates.accessed"}},
		{Name: "a date that is none is another rule's", Change: page(`published: "2025-13", revised: "2025-06-01"`)},
	})
}
