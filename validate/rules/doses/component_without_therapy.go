package doses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var componentWithoutTherapy = validate.Rule{
	ID:          "component-without-therapy",
	Severity:    finding.Error,
	Title:       "A component of a regimen is neither a drug nor a procedure",
	Explanation: "A component names what is given: a drug, or a procedure such as radiotherapy, and not both.",
	Enforced:    validate.BySchema,
}
