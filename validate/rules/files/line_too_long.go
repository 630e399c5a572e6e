package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var lineTooLong = validate.Rule{
	ID:       "line-too-long",
	Severity: finding.Error,
	Title:    "A line is too long to be read",
	Explanation: "A line has at most 8,192 bytes, so that people can see what changed in it and a hostile file costs nothing. Break it: a long " +
		"text goes over many lines after >-, a long list has each item on a line of its own. The example leaves out most of the line.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
