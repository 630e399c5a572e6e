package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var configExpressionFailed = validate.Rule{
	ID:       "config-expression-failed",
	Severity: finding.Error,
	Title:    "The expression of a custom rule fails for some records",
	Explanation: "It asks for a key or an item that is not there, or costs too much. The records for which it fails are not checked to their end, and " +
		"the finding says how many they are. Ask with has() for a field, with in for a key, and with size() for an item, before it is used.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
