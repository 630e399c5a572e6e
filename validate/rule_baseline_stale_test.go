package validate_test

import (
	"strings"
	"testing"
)

func TestBaselineStale(t *testing.T) {
	baseline := func(entries ...string) string {
		return "-- lint-baseline.json --\n{\"version\": 1, \"findings\": [\n" + strings.Join(entries, ",\n") + "\n]}\n"
	}
	const review = `{"rule": "review-overdue", "resource": "drugs/examplinib", "path": "review.next_due", "message": "m", "fingerprint": "00000000000000000000000000000000"}`
	const archive = `  {"rule": "fingerprint-not-found", "resource": "drugs/trialimab", "path": "citations", "message": "m", "fingerprint": "11111111111111111111111111111111"}`
	testRule(t, "baseline-stale", []ruleCase{
		{name: "nothing is known", change: baseline()},
		{name: "it is gone", change: baseline(review), want: []string{"lint-baseline.json:2:1 error "}},
		{name: "about archived texts, and none are given", change: baseline(review, archive), want: []string{"lint-baseline.json:2:1 error "}},
		{name: "about archived texts that are given", change: baseline(review, archive) + "-- archive/x.txt --\n", want: []string{"lint-baseline.json:2:1 error ", "lint-baseline.json:3:3 error "}},
		{name: "its record cannot be read", change: baseline(review) + "-- drugs/examplinib.yaml --\nlifecycle: NONE\n"},
		{name: "its record is gone", change: baseline(strings.Replace(review, "examplinib", "examplimab", 1)), want: []string{"lint-baseline.json:2:1 error "}},
	})
}
