package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var baselineStale = validate.Rule{
	ID:       "baseline-stale",
	Severity: finding.Error,
	Title:    "A finding of the baseline is gone",
	Explanation: "A finding in the baseline was fixed, or its record or field was renamed. A stale entry would hide the " +
		"same finding if it came back, so a baseline only shrinks. `compendium lint --baseline FILE --baseline-shrink` " +
		"removes such entries and adds none.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
