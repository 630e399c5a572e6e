package codes

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeAtcShape = validate.Rule{
	ID:       "code-atc-shape",
	Severity: finding.Error,
	Title:    "An ATC code of the wrong shape",
	Explanation: "The WHO gives each substance a code of the fifth level: a letter, two digits, two letters, two " +
		"digits, as in L01EA01. A shorter code is a group of substances and does not identify one of them.",
	Enforced: validate.BySchema,
}
