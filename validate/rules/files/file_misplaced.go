package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fileMisplaced = validate.Rule{
	ID:       "file-misplaced",
	Severity: finding.Error,
	Title:    "A file is where it is not read",
	Explanation: "A record stands in the folder of its collection, as drugs/imatinib.yaml does, and not deeper. A file elsewhere, or with another " +
		"ending, would be left out without a word. Move or rename it. Hidden files and README.md are nobody's content and are passed " +
		"over.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
