package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// ruleSuppressionInvalidID names the rule in the list of those that nothing lowers, which the rule itself cannot stand in.
const ruleSuppressionInvalidID = "suppression-invalid"

var suppressionInvalid = validate.Rule{
	ID:       "suppression-invalid",
	Severity: finding.Error,
	Title:    "A comment that suppresses findings cannot be read",
	Explanation: "A suppression is `# compendium:ignore RULE until=2027-01-01 -- why`, above a field or on its line, with one rule or several and always with a " +
		"reason; until may be left out. What is misspelled would suppress nothing, or the wrong thing, and nobody would see it.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
