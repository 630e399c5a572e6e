package drugs

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var seriousWithoutAction = validate.Rule{
	ID:       "serious-without-action",
	Severity: finding.Error,
	Title:    "A serious side effect does not say what to do about it",
	Explanation: "Readers of a serious effect must find what to do: stop, call, go to the hospital. Add action in the " +
		"words of the source. If the source calls an effect serious and gives no advice, leave seriousness out and record " +
		"a gap.",
	Enforced: validate.BySchema,
}
