package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fileUnreadable = validate.Rule{
	ID:       "file-unreadable",
	Severity: finding.Error,
	Title:    "A file cannot be read",
	Explanation: "The system refuses to open the file, or it is not a regular file: a pipe, a device, a symbolic link " +
		"to nothing or out of the content directory. Such a link is refused so that content never depends on, or reveals, " +
		"files elsewhere. Replace it with the text itself. The example stands in for such a link.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
