package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var baseRecordMissing = validate.Rule{
	ID:       "base-record-missing",
	Severity: finding.Error,
	Title:    "There is nothing to replace, or nothing that replaces it",
	Explanation: "compendium.yaml says that a record here replaces one of the catalog that this one extends, and one of " +
		"the two does not exist. If the base has removed the record, there may be a reason that matters here too. " +
		"Correct the name, or remove the entry under replaces.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
