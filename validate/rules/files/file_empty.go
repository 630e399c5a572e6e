package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fileEmpty = validate.Rule{
	ID:       "file-empty",
	Severity: finding.Error,
	Title:    "A file holds no record",
	Explanation: "The file has nothing in it, or comments only. Whoever refers to it by its path gets an empty record. Write the record, or remove " +
		"the file.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
