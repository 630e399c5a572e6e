package validate

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/policy"
)

var ruleConfigRuleUnknown = Rule{
	ID:       policy.RuleUnknownRule,
	Severity: finding.Error,
	Title:    "The configuration names a rule that does not exist",
	Explanation: "A setting for a rule that does not exist does nothing, and whoever wrote it believes that it does. Correct the ID; `compendium rules` " +
		"lists all.",
	Bad: `-- compendium.yaml --
rules:
  source-overdu: {severity: ERROR}
`,
	Good: `-- compendium.yaml --
rules:
  source-overdue: {severity: ERROR}
`,
}
