package configuration_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestBaselineStale(t *testing.T) {
	baseline := func(entries ...string) string {
		return "-- lint-baseline.json --\n{\"version\": 1, \"findings\": [\n" + strings.Join(entries, ",\n") + "\n]}\n"
	}
	const review = `{"rule": "review-overdue", "resource": "drugs/examplinib", "path": "review.next_due", "message": "m", "fingerprint": "00000000000000000000000000000000"}`
	const archive = `  {"rule": "fingerprint-not-found", "resource": "drugs/trialimab", "path": "citations", "message": "m", "fingerprint": "11111111111111111111111111111111"}`
	ruletest.Run(t, "baseline-stale", []ruletest.Case{
		{Name: "nothing is known", Change: baseline()},
		{Name: "it is gone", Change: baseline(review), Want: []string{"lint-baseline.json:2:1 error "}},
		{Name: "about archived texts, and none are given", Change: baseline(review, archive),
			Want: []string{"lint-baseline.json:2:1 error "}},
		{Name: "about archived texts that are given", Change: baseline(review, archive) + "-- archive/x.txt --\n",
			Want: []string{"lint-baseline.json:2:1 error ", "lint-baseline.json:3:3 error "}},
		{Name: "its record cannot be read", Change: baseline(review) + "-- drugs/examplinib.yaml --\nlifecycle: NONE\n"},
		{Name: "its record is gone", Change: baseline(strings.Replace(review, "examplinib", "examplimab", 1)),
			Want: []string{"lint-baseline.json:2:1 error "}},
	})
}
