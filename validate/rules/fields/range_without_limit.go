package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var rangeWithoutLimit = validate.Rule{
	ID:       "range-without-limit",
	Severity: finding.Error,
	Title:    "A range of ages, or another measure, has no limit",
	Explanation: "An age or a band narrows something to people between limits. Add from, which is included, or below, " +
		"which is not, or both; a band may have above, which is not included, and up_to, which is, instead. Leave the " +
		"field out where the source gives no limit.",
	Enforced: validate.BySchema,
}
