package labels

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var offLabelWithoutCitation = validate.Rule{
	ID:       "off-label-without-citation",
	Severity: finding.Error,
	Title:    "An off-label flag names no source",
	Explanation: "Whether a use is off label is a fact like any other, and the one that is disputed most. Cite what shows it: the label, the " +
		"notice of the regulator, the page that says so. A reason in unknown needs no citation.",
	Enforced: validate.BySchema,
}
