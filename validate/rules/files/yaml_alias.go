package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var yamlAlias = validate.Rule{
	ID:       "yaml-alias",
	Severity: finding.Error,
	Title:    "Anchors, aliases and merge keys are not read",
	Explanation: "YAML can name a value with & and repeat it with *, or merge fields with <<. A reader of such a record " +
		"cannot see what it says where it says it, and a small file can expand to a huge one. Write the value out where " +
		"it is needed.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
