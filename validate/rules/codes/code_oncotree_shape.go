package codes

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeOncotreeShape = validate.Rule{
	ID:       "code-oncotree-shape",
	Severity: finding.Error,
	Title:    "An OncoTree code of the wrong shape",
	Explanation: "OncoTree names types of tumors by a few capitals and digits, as in CHDM. Codes are how other systems find the record, so a slip " +
		"in one silently finds something else.",
	Enforced: validate.BySchema,
}
