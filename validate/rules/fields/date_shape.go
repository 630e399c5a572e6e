package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var dateShape = validate.Rule{
	ID:       "date-shape",
	Severity: finding.Error,
	Title:    "A date is not in the calendar",
	Explanation: "Dates are written as in ISO 8601 and FHIR: a year, a month or a day, \"2019\", \"2019-07\", " +
		"\"2019-07-19\", exactly as precise as the source has them. The day must exist.",
	Enforced: validate.BySchema,
}
