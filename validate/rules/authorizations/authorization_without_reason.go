package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var authorizationWithoutReason = validate.Rule{
	ID:       "authorization-without-reason",
	Severity: finding.Error,
	Title:    "Something ended, and the event does not say why",
	Explanation: "That a license was refused, narrowed, suspended or ended means one thing where a trial failed and another where a company " +
		"closed. Readers draw conclusions from it. Add reason, in plain words, from the notice that is cited.",
	Enforced: validate.BySchema,
}
