package rules_test

import (
	"slices"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestExampleCatalogHasNoFinding(t *testing.T) {
	for _, f := range ruletest.Lint(t, "") {
		t.Errorf("%s:%d:%d: %s: %s", f.File, f.Position.Line, f.Position.Column, f.Rule, f.Message)
	}
}

// abbreviated are the rules whose bad example replaces one that a page cannot show. Their own tests show that they
// fire.
var abbreviated = []string{document.RuleLineTooLong, document.RuleTooLarge, catalog.RuleUnreadable}

func TestEveryRuleIsDocumentedAndItsExamplesHold(t *testing.T) {
	for _, rule := range rules.All().All() {
		t.Run(rule.ID, func(t *testing.T) {
			if rule.Title == "" || rule.Explanation == "" || rule.Bad == "" || rule.Good == "" || rule.Severity == 0 {
				t.Fatalf("the rule lacks a title, an explanation, an example or a severity: %+v", rule)
			}
			bad := ruletest.Lint(t, rule.Bad)
			fired := slices.Contains(abbreviated, rule.ID)
			for _, f := range bad {
				fired = fired || f.Rule == rule.ID
				// One root cause, one finding: an example may set off its own rule only.
				if f.Rule != rule.ID && f.Severity > finding.Info {
					t.Errorf("the bad example also sets off %s at %s:%d: %s", f.Rule, f.File, f.Position.Line, f.Message)
				}
			}
			if !fired {
				t.Errorf("the bad example does not set off the rule; findings: %v", bad)
			}
			for _, f := range ruletest.Lint(t, rule.Good) {
				if f.Severity > finding.Info {
					t.Errorf("the good example sets off %s at %s:%d: %s", f.Rule, f.File, f.Position.Line, f.Message)
				}
			}
		})
	}
}
