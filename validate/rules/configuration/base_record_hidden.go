package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var baseRecordHidden = validate.Rule{
	ID:       "base-record-hidden",
	Severity: finding.Error,
	Title:    "A record hides one of the extended catalog",
	Explanation: "A record has the name of one of the catalog that this one extends, and compendium.yaml does not say " +
		"that it replaces it. A reader would get this record where other records mean the one of the base. Name it " +
		"under replaces, with the digest of the record that it replaces, or give it another name.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
