package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var configExpressionInvalid = validate.Rule{
	ID:       "config-expression-invalid",
	Severity: finding.Error,
	Title:    "The expression of a custom rule cannot be read",
	Explanation: "The rule is not applied. An expression is written in CEL (https://cel.dev), knows the fields of the schema, and gives true where all " +
		"is well. The finding stands where the expression goes wrong.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
