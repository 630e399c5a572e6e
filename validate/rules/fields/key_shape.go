package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var keyShape = validate.Rule{
	ID:       "key-shape",
	Severity: finding.Error,
	Title:    "A key has the wrong shape",
	Explanation: "The id of a use and the key of a citation are short handles that clients and other fields of the " +
		"record refer to: lowercase letters, digits and single hyphens, as in acs-use.",
	Enforced: validate.BySchema,
}
