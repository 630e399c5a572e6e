package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fileTooLarge = validate.Rule{
	ID:       "file-too-large",
	Severity: finding.Error,
	Title:    "A file is too large to be a record",
	Explanation: "A content file has at most 1 MiB, twice what a register entry of a thousand products needs, so " +
		"that a file " +
		"that is there by mistake or malice costs nothing. Split it into records, and move what is not a record " +
		"elsewhere. The example leaves out most of the file.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
