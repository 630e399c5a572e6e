package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// RuleBaselineStale is the rule for entries of a baseline that no finding answers to.
const RuleBaselineStale = "baseline-stale"

var baselineStale = validate.Rule{
	ID:       "baseline-stale",
	Severity: finding.Error,
	Title:    "A finding of the baseline is gone",
	Explanation: "A finding in the baseline was fixed, or its record or field has another name. An entry that is left over would hide the same finding when " +
		"it comes back, so a baseline only shrinks. `compendium lint --baseline FILE --baseline-shrink` removes such entries and adds none.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
