package codes

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeMondoShape = validate.Rule{
	ID:       "code-mondo-shape",
	Severity: finding.Error,
	Title:    "A Mondo identifier of the wrong shape",
	Explanation: "The Mondo ontology identifies diseases by MONDO: and 7 digits, as in MONDO:0008978. Other systems " +
		"find the record by its codes, so a slip in one silently finds something else.",
	Enforced: validate.BySchema,
}
