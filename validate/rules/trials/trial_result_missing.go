package trials

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var trialResultMissing = validate.Rule{
	ID:       "trial-result-missing",
	Severity: finding.Error,
	Title:    "A completed trial has no result",
	Explanation: "A trial is recorded for its outcome, and a negative result is a fact like a positive one: leaving it " +
		"out is how a treatment that did not work goes on being mentioned. Add results or outcomes; if a search " +
		"found none, " +
		"add a gap on results that says where. A trial whose results are still awaited has the status " +
		"CLOSED_AWAITING_RESULTS.",
	Enforced: validate.BySchema,
}
