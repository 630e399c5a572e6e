package names

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var brandWithoutJurisdiction = validate.Rule{
	ID:       "brand-without-jurisdiction",
	Severity: finding.Error,
	Title:    "A brand name without its market",
	Explanation: "A brand is a name in a market: Gleevec in the US and Canada is Glivec in the EU. Without " +
		"jurisdictions a reader cannot tell which product is meant, and a search in one country finds another's. Add " +
		"jurisdictions.",
	Enforced: validate.BySchema,
}
