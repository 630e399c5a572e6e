package validate_test

import (
	"fmt"
	"testing"
)

func TestRuleSuppressionUnused(t *testing.T) {
	testRule(t, "suppression-unused", []ruleCase{
		{name: "of another rule", change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue, date-shape -- why", "", "", ""), want: []string{"drugs/examplinib.yaml:32:9 error "}},
		{name: "of a rule that needs archived texts", change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue, fingerprint-not-found -- why", "", "", ""), want: nil},
	})
}
