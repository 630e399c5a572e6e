package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var dateShape = validate.Rule{
	ID:       "date-shape",
	Severity: finding.Error,
	Title:    "A date that is not in the calendar",
	Explanation: "Dates are written as ISO 8601 and FHIR write them: a year, a month or a day, \"2019\", \"2019-07\", \"2019-07-19\", as precisely as " +
		"the source has it and no more. The day must exist.",
	Enforced: validate.BySchema,
}
