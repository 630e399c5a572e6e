package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var suppressionExpired = validate.Rule{
	ID:       "suppression-expired",
	Severity: finding.Error,
	Title:    "A comment no longer suppresses findings",
	Explanation: "The suppression has passed its until date, so its findings are reported again. Fix them, or look at " +
		"them again and set a later date.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
