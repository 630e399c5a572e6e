package safety

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var safetyTextMissing = validate.Rule{
	ID:       "safety-text-missing",
	Severity: finding.Error,
	Title:    "A safety item says nothing, or says that there is none and something of it",
	Explanation: "A safety item has a text in our words, or none: true, which says that the cited label has no " +
		"statement of its kind. An item that is neither is silence, which a reader takes for safety.",
	Enforced: validate.BySchema,
}
