package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var configExcludeUnused = validate.Rule{
	ID:       "config-exclude-unused",
	Severity: finding.Warning,
	Title:    "An exclusion matches no file",
	Explanation: "The files that were excluded are gone or have another name. An exclusion that is left over hides the next file of that name. " +
		"Remove it, or correct the glob: paths begin below the content directory.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
