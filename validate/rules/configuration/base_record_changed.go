package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var baseRecordChanged = validate.Rule{
	ID:       "base-record-changed",
	Severity: finding.Error,
	Title:    "A replaced record has changed in the extended catalog",
	Explanation: "A record here replaces one of the catalog that this one extends, and that one is no longer what it " +
		"was when it was replaced. What changed, such as a new boxed warning, is missing here until someone carries it " +
		"over. Compare the two records, and then write the new digest under replaces in compendium.yaml.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
