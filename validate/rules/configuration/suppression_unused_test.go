package configuration_test

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRuleSuppressionUnused(t *testing.T) {
	ruletest.Run(t, "suppression-unused", []ruletest.Case{
		{Name: "of another rule",
			Change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue, date-shape -- why", "", "", ""),
			Want:   []string{"drugs/examplinib.yaml:32:9 error "}},
		{Name: "of a rule that needs archived texts",
			Change: fmt.Sprintf(overdue, "", " # compendium:ignore review-overdue, fingerprint-not-found -- why", "", "", ""),
			Want:   nil},
	})
}
