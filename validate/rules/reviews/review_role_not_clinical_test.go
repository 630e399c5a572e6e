package reviews_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReviewRoleNotClinical(t *testing.T) {
	var cases []ruletest.Case
	add := func(role, status string, want ...string) {
		cases = append(cases, ruletest.Case{Name: role + " " + status, Want: want, Change: "-- conditions/sarcoma.yaml --\n" +
			"review: {by_role: " + role + ", status: " + status + ", date: \"2026-01-01\", next_due: \"2027-01-01\"}\n"})
	}
	for _, role := range []string{
		"sarcoma oncologist", "clinical pharmacist and editor", "Pharmacist", "clinical scientist", "GP",
		"radiotherapy consultant", "onkologische Chirurgin",
	} {
		add(role, "CLINICALLY_REVIEWED")
	}
	add("content editor", "NOT_CLINICALLY_REVIEWED")
	add("content editor", "CLINICALLY_REVIEWED", "conditions/sarcoma.yaml:4:19 error review.by_role")
	add("software engineer", "CLINICALLY_REVIEWED", "conditions/sarcoma.yaml:4:19 error review.by_role")
	ruletest.Run(t, "review-role-not-clinical", cases)
}
