package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var configRuleUnknown = validate.Rule{
	ID:       "config-rule-unknown",
	Severity: finding.Error,
	Title:    "The configuration names a rule that does not exist",
	Explanation: "A setting for a rule that does not exist has no effect, although its author believes it has. Correct " +
		"the ID; `compendium rules` lists them all.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
