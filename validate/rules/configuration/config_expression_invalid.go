package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var configExpressionInvalid = validate.Rule{
	ID:       "config-expression-invalid",
	Severity: finding.Error,
	Title:    "The expression of a custom rule is not valid",
	Explanation: "The rule is not applied. An expression is written in CEL (https://cel.dev), sees the fields of the " +
		"schema, and returns true if all is well. The finding points at the place where the expression goes wrong.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
