package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fieldTooLong = validate.Rule{
	ID:       "field-too-long",
	Severity: finding.Error,
	Title:    "A text is longer than its field takes",
	Explanation: "Each text has a greatest length, in characters, that keeps records readable and bounded. Say it shorter, or split it into " +
		"several facts with citations of their own.",
	Enforced:    validate.BySchema,
	Constraints: []string{"string.max_len"},
}
