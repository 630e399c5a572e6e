package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var baseMoved = validate.Rule{
	ID:       "base-moved",
	Severity: finding.Error,
	Title:    "The extended catalog is not the one that the lock names",
	Explanation: "The catalog that this one extends is a release file, or the one in the program, and it is not what it " +
		"was when compendium.lock was written: the file was replaced, or the program is of another version. Records that " +
		"those here refer to may have changed or gone. Lint checks with the catalog that is there now. Read what it finds " +
		"beside this, and then run compendium update, which writes the lock.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
