package codes

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeUniiShape = validate.Rule{
	ID:       "code-unii-shape",
	Severity: finding.Error,
	Title:    "A UNII of the wrong shape",
	Explanation: "The Unique Ingredient Identifier of the FDA and USP has 10 capital letters and digits. Other systems " +
		"find the record by its codes, so a slip in one silently finds something else.",
	Enforced: validate.BySchema,
}
