package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fieldDerived = validate.Rule{
	ID:       "field-derived",
	Severity: finding.Error,
	Title:    "A derived field is written in a file",
	Explanation: "The name of a use, the status of a label and the date of its coverage follow from the path, the " +
		"authorization events and the coverage of the regulators. If written, they could only become stale or contradict " +
		"these. Remove the line; `off_label` is what an author states.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
