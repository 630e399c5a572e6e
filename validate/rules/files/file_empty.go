package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fileEmpty = validate.Rule{
	ID:       "file-empty",
	Severity: finding.Error,
	Title:    "A file holds no record",
	Explanation: "The file is empty, or has only comments, so references to it lead to an empty record. Write the " +
		"record, or remove the file.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
