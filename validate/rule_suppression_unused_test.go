package validate_test

import (
	"fmt"
	"testing"
)

func TestRuleSuppressionUnused(t *testing.T) {
	testRule(t, "suppression-unused", []ruleCase{
		{"of another rule", fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue, date-shape -- why", "", "", ""), []string{"drugs/examplinib.yaml:32:9 error "}},
		{"of a rule that needs archived texts", fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue, fingerprint-not-found -- why", "", "", ""), nil},
	})
}
