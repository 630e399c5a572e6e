package labels

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var offLabelWithoutCitation = validate.Rule{
	ID:       "off-label-without-citation",
	Severity: finding.Error,
	Title:    "An off-label flag names no source",
	Explanation: "Whether a use is off label is a fact like any other, and the most disputed one. Cite what shows it: " +
		"the product label, a notice of the regulator, a page that says so. A reason in unknown needs no citation.",
	Enforced: validate.BySchema,
}
