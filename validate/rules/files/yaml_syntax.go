package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var yamlSyntax = validate.Rule{
	ID:       "yaml-syntax",
	Severity: finding.Error,
	Title:    "The file is not YAML",
	Explanation: "The file breaks a rule of YAML, and nothing after the place that is named can be read for certain. Most often a line is indented " +
		"with a tab or by the wrong number of spaces, a quote or bracket is not closed, or a text holds a colon followed by a space and " +
		"needs quotes.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
