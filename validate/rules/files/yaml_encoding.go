package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var yamlEncoding = validate.Rule{
	ID:       "yaml-encoding",
	Severity: finding.Error,
	Title:    "The file has bytes or characters that are not plain text",
	Explanation: "Content is UTF-8, with lines that end with a line feed, optionally after a carriage return. Bytes of " +
		"another encoding, control characters, line separators and byte order marks within the text come from copying and " +
		"from editors that save in another encoding; they are invisible, or look different everywhere. Save the file as " +
		"UTF-8, and remove or retype the character at the reported place.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
