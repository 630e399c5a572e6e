package codes

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeRxcuiShape = validate.Rule{
	ID:       "code-rxcui-shape",
	Severity: finding.Error,
	Title:    "An RxCUI of the wrong shape",
	Explanation: "RxNorm identifies concepts by 1 to 8 digits without a leading zero. Write the digits of the " +
		"ingredient in quotes, so that they stay text. Other systems find the record by its codes, so a slip in one " +
		"silently finds something else.",
	Enforced: validate.BySchema,
}
