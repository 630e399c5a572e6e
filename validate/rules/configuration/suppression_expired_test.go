package configuration_test

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// overdue is a review that review-overdue finds, with a place for a comment above it, behind it and within it.
const overdue = `-- drugs/examplinib.yaml --
%sreview:%s
  status: NOT_CLINICALLY_REVIEWED
  by_role: content editor
  date: "2024-01-01"
  %snext_due: "2025-01-01"%s
%s`

func TestRuleSuppressionExpired(t *testing.T) {
	ruletest.Run(t, "suppression-expired", []ruletest.Case{
		{Name: "a day ago",
			Change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue until=2026-05-31 -- why", "", "", ""),
			Want:   []string{"drugs/examplinib.yaml:32:9 error "}},
		{Name: "today",
			Change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue until=2026-06-01 -- why", "", "", ""),
			Want:   nil},
	})
}
