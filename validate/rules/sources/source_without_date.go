package sources

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var sourceWithoutDate = validate.Rule{
	ID:       "source-without-date",
	Severity: finding.Error,
	Title:    "A source without a date",
	Explanation: "What a source says was true when it was written. State when it was published, revised or reviewed; if " +
		"none of these is known, state that: unknown, with the reason. The day on which it was accessed and the year of " +
		"its copyright are not such dates.",
	Enforced: validate.BySchema,
}
