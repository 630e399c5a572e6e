package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var keyShape = validate.Rule{
	ID:       "key-shape",
	Severity: finding.Error,
	Title:    "A key is not written as keys have to be",
	Explanation: "The id of a use and the key of a citation are short handles that other fields of the record, and clients, refer to: small " +
		"letters, digits and single hyphens, as in acs-use.",
	Enforced: validate.BySchema,
}
