package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var quantityIncomplete = validate.Rule{
	ID:       "quantity-incomplete",
	Severity: finding.Error,
	Title:    "A quantity has no value, or a value and a range",
	Explanation: "A quantity is one value (value: \"400\"), or a range with low, high or both. Both together would " +
		"leave open which of them holds.",
	Enforced: validate.BySchema,
}
