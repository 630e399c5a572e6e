// Package files has the rules about whether a file can be read as a record: its place, size, encoding and YAML.
package files

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about whether a file can be read as a record: its place, size, encoding and YAML.
func Rules() []validate.Rule {
	return validate.WithExamples("Files", examples,
		fileEmpty,
		fileMisplaced,
		fileTooLarge,
		fileUnreadable,
		lineTooLong,
		nameMismatch,
		nestingTooDeep,
		yamlAlias,
		yamlDuplicateKey,
		yamlEncoding,
		yamlMultipleDocuments,
		yamlSyntax,
	)
}
