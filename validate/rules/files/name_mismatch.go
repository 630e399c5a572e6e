package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var nameMismatch = validate.Rule{
	ID:       "name-mismatch",
	Severity: finding.Error,
	Title:    "A record has another name than its file",
	Explanation: "The path of a file is the name of its record: drugs/imatinib.yaml is drugs/imatinib. Its last part has small letters, digits and " +
		"single hyphens. A record may state its name in a field, and then it must be this one. Remove the line, or rename the file.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
