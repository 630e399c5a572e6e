package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// ruleSuppressionUnusedID names the rule in the list of those that nothing lowers, which the rule itself cannot stand in.
const ruleSuppressionUnusedID = "suppression-unused"

var suppressionUnused = validate.Rule{
	ID:       "suppression-unused",
	Severity: finding.Error,
	Title:    "A comment suppresses nothing",
	Explanation: "The rule has no finding at the field that the comment covers, any more or yet. Left in place, it would hide the next one, which nobody has looked " +
		"at. Remove the rule from the comment, or put the comment where the finding is.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
