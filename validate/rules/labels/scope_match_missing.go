package labels

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var scopeMatchMissing = validate.Rule{
	ID:       "scope-match-missing",
	Severity: finding.Error,
	Title:    "A scope has several biomarkers or partners and does not say whether all are needed",
	Explanation: "A license for tumors with one of three fusions covers more than one for tumors with all three. Add " +
		"match: ANY or match: ALL.",
	Enforced: validate.BySchema,
}
