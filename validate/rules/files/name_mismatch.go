package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var nameMismatch = validate.Rule{
	ID:       "name-mismatch",
	Severity: finding.Error,
	Title:    "The name of a record differs from that of its file",
	Explanation: "The path of a file is the name of its record: drugs/imatinib.yaml is drugs/imatinib. Its last part " +
		"has lowercase letters, digits and single hyphens. A record may state its name in a field, which must then be the " +
		"same. Remove the line, or rename the file.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
