package configuration_test

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRuleSuppressionInvalid(t *testing.T) {
	ruletest.Run(t, "suppression-invalid", []ruletest.Case{
		{Name: "in the middle of a file",
			Change: fmt.Sprintf(overdue, "", "", "# compendium:ignore nonsense -- why\n  ", "", ""),
			Want:   []string{"drugs/examplinib.yaml:36:3 error "}},
		{Name: "without a reason", Change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue", "", "", ""),
			Want: []string{"drugs/examplinib.yaml:32:9 error "}},
		{Name: "well written", Change: fmt.Sprintf(overdue, "# compendium:ignore review-overdue -- why\n", "", "", "", ""),
			Want: nil},
	})
}
