package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var regionShape = validate.Rule{
	ID:       "region-shape",
	Severity: finding.Error,
	Title:    "A region is not on the list of regions",
	Explanation: "Jurisdictions are the officially assigned codes of ISO 3166-1 alpha-2, in capitals, and EU for the " +
		"European Union. The United Kingdom is GB. Labels are compared by these codes, so another spelling would be " +
		"another place.",
	Enforced: validate.BySchema,
}
