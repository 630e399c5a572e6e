package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// ruleSuppressionExpiredID names the rule in the list of those that nothing lowers, which the rule itself cannot stand in.
const ruleSuppressionExpiredID = "suppression-expired"

var suppressionExpired = validate.Rule{
	ID:       "suppression-expired",
	Severity: finding.Error,
	Title:    "A comment no longer suppresses findings",
	Explanation: "The day until which the suppression was to hold has passed, and its findings are reported again. Fix what they are about, or look at them again " +
		"and give the comment another day.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
