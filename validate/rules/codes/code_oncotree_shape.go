package codes

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeOncotreeShape = validate.Rule{
	ID:       "code-oncotree-shape",
	Severity: finding.Error,
	Title:    "An OncoTree code of the wrong shape",
	Explanation: "OncoTree identifies tumor types by a few capitals and digits, as in CHDM. Other systems find the " +
		"record by its codes, so a slip in one silently finds something else.",
	Enforced: validate.BySchema,
}
