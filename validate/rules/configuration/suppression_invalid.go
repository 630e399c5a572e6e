package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var suppressionInvalid = validate.Rule{
	ID:       "suppression-invalid",
	Severity: finding.Error,
	Title:    "A suppression comment cannot be read",
	Explanation: "A suppression is `# compendium:ignore RULE until=2027-01-01 -- why`, above a field or on its line, " +
		"with one rule or several and always with a reason; until is optional. A misspelled one would suppress nothing, " +
		"or the wrong thing, without notice.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
