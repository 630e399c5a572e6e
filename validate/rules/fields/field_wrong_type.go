package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fieldWrongType = validate.Rule{
	ID:       "field-wrong-type",
	Severity: finding.Error,
	Title:    "A value of the wrong type for its field",
	Explanation: "The field takes a list and has a text, takes a text and has nothing, takes true or false and has yes. YAML would guess; the " +
		"catalog does not, since a guess can turn a fact around. The message says what the field takes and what stands there.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
