package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fileUnreadable = validate.Rule{
	ID:       "file-unreadable",
	Severity: finding.Error,
	Title:    "A file cannot be read",
	Explanation: "The system refuses to open the file, or it is none: a pipe, a device, a symbolic link to nothing or out of the content " +
		"directory. A link that leads out is refused so that content never depends on, or shows, what lies elsewhere. Put the text itself " +
		"in its place. The example stands for such a link.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
