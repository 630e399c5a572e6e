package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var configExcludeUnused = validate.Rule{
	ID:       "config-exclude-unused",
	Severity: finding.Warning,
	Title:    "An exclusion matches no file",
	Explanation: "The excluded files are gone or were renamed. A stale exclusion hides the next file of that name. " +
		"Remove it, or correct the glob: paths are relative to the content directory.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
