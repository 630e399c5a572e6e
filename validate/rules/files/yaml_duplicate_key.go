package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var yamlDuplicateKey = validate.Rule{
	ID:       "yaml-duplicate-key",
	Severity: finding.Error,
	Title:    "A key appears twice",
	Explanation: "A field is written twice in the same record or item, so one of the two would be lost silently. Keep " +
		"one; if both values are meant, the field is probably a list.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
