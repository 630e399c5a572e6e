package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fieldTooLong = validate.Rule{
	ID:       "field-too-long",
	Severity: finding.Error,
	Title:    "A text is longer than its field allows",
	Explanation: "Each text has a maximum length, in characters, that keeps records readable and bounded. Shorten it, " +
		"or split it into several facts with citations of their own.",
	Enforced: validate.BySchema,
}
