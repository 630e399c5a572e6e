package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var itemEmpty = validate.Rule{
	ID:       "item-empty",
	Severity: finding.Error,
	Title:    "An item says nothing",
	Explanation: "An item of a list has none of the fields that would make it a fact: a frequency without band and " +
		"percent, a strength without amount and text, a reduction without what is done. Add what the source " +
		"states, or remove the item.",
	Enforced: validate.BySchema,
}
