package dates_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDateImplausible(t *testing.T) {
	page := func(dates string) string { return "-- sources/page.yaml --\ndates: {" + dates + "}\n" }
	until := func(year string) string {
		return "-- regulators/payer.yaml --\nmandates: [{jurisdiction: US, since: \"2021-01-01\", until: \"" + year + "\"}]\n"
	}
	due := func(date string) string {
		return "-- targets/example.yaml --\nreview: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: " +
			"\"2026-01-01\", next_due: \"" + date + "\"}\n"
	}
	ruletest.Run(t, "date-implausible", []ruletest.Case{
		{Name: "an article of 1893", Change: page(`published: "1893-05"`) + "kind: JOURNAL_ARTICLE\n"},
		{Name: "one of 1066", Change: page(`published: "1066"`),
			Want: []string{"sources/page.yaml:5:20 error dates.published"}},
		{Name: "accessed before the web", Change: page(`published: "1980", accessed: "1986-01-01"`),
			Want: []string{"sources/page.yaml:5:38 error dates.accessed"}},
		{Name: "a page of 1917", Change: page(`revised: "1917-09"`),
			Want: []string{"sources/page.yaml:5:18 error dates.revised"}},
		{Name: "a label of 1962", Change: "-- sources/label.yaml --\ndates: {revised: \"1962\"}\n"},
		{Name: "a label of 1917", Change: "-- sources/label.yaml --\ndates: {revised: \"1917-09\"}\n",
			Want: []string{"sources/label.yaml:5:18 error dates.revised"}},
		{Name: "an article of 1917", Change: page(`published: "1917"`) + "kind: JOURNAL_ARTICLE\n"},
		{Name: "a review in ten years", Change: due("2036-06-01")},
		{Name: "a review in 46 years", Change: due("2072-06-01"),
			Want: []string{"targets/example.yaml:4:98 error review.next_due"}},
		{Name: "a mandate that is to end", Change: until("2040-12-31")},
		{Name: "a register's word for no end", Change: until("9999-12-31"),
			Want: []string{"regulators/payer.yaml:3:59 error mandates[0].until"}},
		{Name: "a date that is none is another rule's", Change: page(`published: "0066"`)},
	})
}
