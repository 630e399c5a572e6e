package labels

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var useWithoutLabel = validate.Rule{
	ID:       "use-without-label",
	Severity: finding.Error,
	Title:    "A use says nothing about its label",
	Explanation: "Whether a use is on or off label is the question that the catalog is asked most often. Each use " +
		"answers it for at least one jurisdiction: with off_label, or with unknown and the reason.",
	Enforced: validate.BySchema,
}
