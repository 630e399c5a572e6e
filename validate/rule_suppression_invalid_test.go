package validate_test

import (
	"fmt"
	"testing"
)

func TestRuleSuppressionInvalid(t *testing.T) {
	testRule(t, "suppression-invalid", []ruleCase{
		{name: "in the middle of a file", change: fmt.Sprintf(overdue, "", "", "# compendium:ignore nonsense -- why\n  ", "", ""), want: []string{"drugs/examplinib.yaml:36:3 error "}},
		{name: "without a reason", change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue", "", "", ""), want: []string{"drugs/examplinib.yaml:32:9 error "}},
		{name: "well written", change: fmt.Sprintf(overdue, "# compendium:ignore review-overdue -- why\n", "", "", "", ""), want: nil},
	})
}
