package safety

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var interactionWithoutPartner = validate.Rule{
	ID:       "interaction-without-partner",
	Severity: finding.Error,
	Title:    "An interaction does not say with what",
	Explanation: "How an interaction is managed means something only together with what the drug interacts with. Add " +
		"with for a record of the catalog, or with_text in words.",
	Enforced: validate.BySchema,
}
