package codes

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeNcitShape = validate.Rule{
	ID:       "code-ncit-shape",
	Severity: finding.Error,
	Title:    "An NCIt code of the wrong shape",
	Explanation: "Codes of the NCI Thesaurus are a capital C and digits, as in C62035, without a prefix. Other systems " +
		"find the record by its codes, so a slip in one silently finds something else.",
	Enforced: validate.BySchema,
}
