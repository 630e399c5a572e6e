package validate_test

import (
	"fmt"
	"testing"
)

func TestRuleSuppressionInvalid(t *testing.T) {
	testRule(t, "suppression-invalid", []ruleCase{
		{"in the middle of a file", fmt.Sprintf(overdue, "", "", "# compendium:ignore nonsense -- why\n  ", "", ""), []string{"drugs/examplinib.yaml:36:3 error "}},
		{"without a reason", fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue", "", "", ""), []string{"drugs/examplinib.yaml:32:9 error "}},
		{"well written", fmt.Sprintf(overdue, "# compendium:ignore review-overdue -- why\n", "", "", "", ""), nil},
	})
}
