package doses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var doseMaxPeriod = validate.Rule{
	ID:       "dose-max-period",
	Severity: finding.Error,
	Title:    "A limit on a dose and its period do not fit",
	Explanation: "A limit of scope PERIOD holds for a period that has to be given, and a limit of another scope has " +
		"none.",
	Enforced: validate.BySchema,
}
