package files

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var lineTooLong = validate.Rule{
	ID:       "line-too-long",
	Severity: finding.Error,
	Title:    "A line is too long",
	Explanation: "A line has at most 8,192 bytes, so that people can see what changed in it and a hostile file costs " +
		"nothing. Break it: write a long text on several lines after >-, and each item of a long list on a line of its " +
		"own. The example leaves out most of the line.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
}
