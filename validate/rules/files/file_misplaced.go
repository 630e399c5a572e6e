package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fileMisplaced = validate.Rule{
	ID:       "file-misplaced",
	Severity: finding.Error,
	Title:    "A file is in a place that is not read",
	Explanation: "A record is in the folder of its collection, as drugs/imatinib.yaml is, and not deeper. A file " +
		"elsewhere, or with another extension, would be left out silently. Move or rename it. A file that ends in another " +
		"way than .yaml, such as imatinib.yaml~ or a lone imatinib.yml, is a warning and keeps nothing from being served, " +
		"unless records refer to what it holds. Hidden files and README.md are not content and are ignored.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
