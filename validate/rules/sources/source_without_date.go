package sources

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var sourceWithoutDate = validate.Rule{
	ID:       "source-without-date",
	Severity: finding.Error,
	Title:    "A source without a date",
	Explanation: "What a source says was true when it was written. It states when it was published, revised or reviewed; where none of them is " +
		"known, that is a fact too: unknown, with the reason. The date on which somebody looked at it, or of its copyright line, is no " +
		"such date.",
	Enforced: validate.BySchema,
}
