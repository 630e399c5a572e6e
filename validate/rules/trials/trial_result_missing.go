package trials

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var trialResultMissing = validate.Rule{
	ID:       "trial-result-missing",
	Severity: finding.Error,
	Title:    "A completed trial without its result",
	Explanation: "What came of a trial is why it is here, and a negative result is a fact like a positive one: leaving it out is how a treatment " +
		"that did not work goes on being mentioned. Add results; one that is awaited has the status CLOSED_AWAITING_RESULTS.",
	Enforced: validate.BySchema,
}
