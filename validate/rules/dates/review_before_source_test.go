package dates_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReviewBeforeSource(t *testing.T) {
	review := func(date string) string {
		return "-- conditions/sarcoma.yaml --\nreview: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: \"" +
			date + "\", next_due: \"2027-01-01\"}\n"
	}
	search := func(date string) string {
		return "-- drugs/trialimab.yaml --\ngaps: [{field: products, reason: It was never licensed., cites: [page], " +
			"looked_on: \"" +
			date + "\"}]\n"
	}
	ruletest.Run(t, "review-before-source", []ruletest.Case{
		{Name: "on the day", Change: review("2025-06-01")},
		{Name: "in the month", Change: review("2025-06")},
		{Name: "the day before", Change: review("2025-05-31"),
			Want: []string{"conditions/sarcoma.yaml:4:74 info review.date"}},
		{Name: "a source that is only looked at again later", Change: review("2025-06-01") +
			"-- sources/page.yaml --\ndates: {revised: \"2025-06-01\", accessed: \"2026-01-01\"}\n"},
		{Name: "a search of the day", Change: search("2025-06-01")},
		{Name: "a search of the day before", Change: search("2025-05-31"),
			Want: []string{"drugs/trialimab.yaml:16:84 info gaps[0].looked_on"}},
	})
}
