package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var yamlMultipleDocuments = validate.Rule{
	ID:       "yaml-multiple-documents",
	Severity: finding.Error,
	Title:    "The file holds more than one record",
	Explanation: "One file holds one record, because its path is its name. A line of three hyphens begins a second " +
		"document, which would not be read. Move it to a file of its own.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
