package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var configExpressionFailed = validate.Rule{
	ID:       "config-expression-failed",
	Severity: finding.Error,
	Title:    "The expression of a custom rule fails on some records",
	Explanation: "The expression uses a key or an item that does not exist, or costs too much. Records on which it " +
		"fails are not fully checked, and the finding says how many they are. Test for a field with has(), for a key with " +
		"in, and for an item with size() before you use it.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
