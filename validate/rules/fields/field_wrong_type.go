package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fieldWrongType = validate.Rule{
	ID:       "field-wrong-type",
	Severity: finding.Error,
	Title:    "A value has the wrong type for its field",
	Explanation: "The field takes a list and has a text, takes a text and has nothing, takes true or false and has yes. " +
		"YAML would guess; the catalog does not, because a guess can reverse a fact. The message says what the field " +
		"takes and what it has.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
