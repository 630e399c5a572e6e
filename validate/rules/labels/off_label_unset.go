package labels

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var offLabelUnset = validate.Rule{
	ID:       "off-label-unset",
	Severity: finding.Error,
	Title:    "Whether a use is off label must be stated",
	Explanation: "A label entry says that the use is off label, that it is not, or why that is not known. An entry that " +
		"says nothing could be read as \"on label\". Write off_label: true or off_label: false with cites, or unknown " +
		"with the reason, and not both.",
	Enforced: validate.BySchema,
}
