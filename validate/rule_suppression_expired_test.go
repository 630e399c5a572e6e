package validate_test

import (
	"fmt"
	"testing"
)

func TestRuleSuppressionExpired(t *testing.T) {
	testRule(t, "suppression-expired", []ruleCase{
		{name: "a day ago", change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue until=2026-05-31 -- why", "", "", ""), want: []string{"drugs/examplinib.yaml:32:9 error "}},
		{name: "today", change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue until=2026-06-01 -- why", "", "", ""), want: nil},
	})
}
