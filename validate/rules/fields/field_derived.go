package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fieldDerived = validate.Rule{
	ID:       "field-derived",
	Severity: finding.Error,
	Title:    "A derived field is written in a file",
	Explanation: "The catalog derives some fields for the day on which it is asked: the name of a use from the " +
		"path, the " +
		"status of a label from authorization events and coverage, the day of a trial's status from its sources, " +
		"whether a " +
		"decision is in force from the dates of all. If written, they could only become stale or contradict these. " +
		"Remove " +
		"the line; `off_label` and the `status` of a trial are what an author states.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
