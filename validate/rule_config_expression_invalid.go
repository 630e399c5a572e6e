package validate

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/policy"
)

var ruleConfigExpressionInvalid = Rule{
	ID:       policy.RuleExpression,
	Severity: finding.Error,
	Title:    "The expression of a custom rule cannot be read",
	Explanation: "The rule is not applied. An expression is written in CEL (https://cel.dev), knows the fields of the schema, and gives true where all " +
		"is well. The finding stands where the expression goes wrong.",
	Bad: `-- compendium.yaml --
custom_rules:
  - id: acme-use-has-strength
    collections: [drugs]
    path: uses[]
    expression: this.strenght != Use.Strength.STRENGTH_UNSPECIFIED
    message: The use has no strength. Add one.
    severity: WARNING
`,
	Good: `-- compendium.yaml --
custom_rules:
  - id: acme-use-has-strength
    collections: [drugs]
    path: uses[]
    expression: this.strength != Use.Strength.STRENGTH_UNSPECIFIED
    message: The use has no strength. Add one.
    severity: WARNING
`,
}
