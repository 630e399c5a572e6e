package drugs

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var seriousWithoutAction = validate.Rule{
	ID:       "serious-without-action",
	Severity: finding.Error,
	Title:    "A serious side effect without what to do about it",
	Explanation: "Whoever reads that an effect is serious must find what to do: stop, call, go to hospital. Add action with its words from the " +
		"source. Where the source calls an effect serious and gives no advice, leave seriousness out and record a gap.",
	Enforced: validate.BySchema,
}
