package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var nestingTooDeep = validate.Rule{
	ID:       "nesting-too-deep",
	Severity: finding.Error,
	Title:    "Lists and mappings are nested too deeply",
	Explanation: "No record needs more than 32 levels of lists and mappings. More of them are a slip of the keyboard, " +
		"or an attempt to exhaust the reader. Write the field as in the schema.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
