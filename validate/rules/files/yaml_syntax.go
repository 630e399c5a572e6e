package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var yamlSyntax = validate.Rule{
	ID:       "yaml-syntax",
	Severity: finding.Error,
	Title:    "The file is not YAML",
	Explanation: "The file breaks a rule of YAML, or uses a part of YAML that is not supported (docs/yaml.md lists " +
		"these). The part at the reported place is skipped, and the rest of the file is checked. Most often a line is " +
		"indented with a tab or by the wrong number of spaces, a quote or bracket is not closed, or a text contains a " +
		"colon followed by a space and needs quotes.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
