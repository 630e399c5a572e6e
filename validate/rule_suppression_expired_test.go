package validate_test

import (
	"fmt"
	"testing"
)

func TestRuleSuppressionExpired(t *testing.T) {
	testRule(t, "suppression-expired", []ruleCase{
		{"a day ago", fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue until=2026-05-31 -- why", "", "", ""), []string{"drugs/examplinib.yaml:32:9 error "}},
		{"today", fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue until=2026-06-01 -- why", "", "", ""), nil},
	})
}
