package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var yamlEncoding = validate.Rule{
	ID:       "yaml-encoding",
	Severity: finding.Error,
	Title:    "The file has bytes or characters that are not text",
	Explanation: "Content is UTF-8, in lines that end with a line feed, with or without a carriage return before it. Bytes of another encoding, " +
		"control characters, line separators and byte order marks within the text come from copying and from editors that save as " +
		"something else; they show as nothing, or differently everywhere. Save the file as UTF-8, and remove or retype the character at " +
		"the place that is named.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
