package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var yamlDuplicateKey = validate.Rule{
	ID:       "yaml-duplicate-key",
	Severity: finding.Error,
	Title:    "A key appears twice",
	Explanation: "A field is written a second time in the same record or item, and one of the two would be lost without a word. Keep one; where " +
		"both values are meant, the field is likely to be a list.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
