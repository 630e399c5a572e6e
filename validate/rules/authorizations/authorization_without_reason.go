package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var authorizationWithoutReason = validate.Rule{
	ID:       "authorization-without-reason",
	Severity: finding.Error,
	Title:    "A license ended or was refused, and the event does not say why",
	Explanation: "A license that was refused, narrowed, suspended or ended means one thing after a failed trial and " +
		"another after a company closed, and readers draw conclusions from it. Add reason, in plain words, from the cited " +
		"notice.",
	Enforced: validate.BySchema,
}
