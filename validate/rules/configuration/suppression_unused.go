package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var suppressionUnused = validate.Rule{
	ID:       "suppression-unused",
	Severity: finding.Error,
	Title:    "A suppression comment suppresses nothing",
	Explanation: "The rule has no finding at the field that the comment covers. Left in place, the comment would hide " +
		"the next one, which nobody has looked at. Remove the rule from the comment, or move the comment to the finding.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
