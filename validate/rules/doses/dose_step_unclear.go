package doses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var doseStepUnclear = validate.Rule{
	ID:       "dose-step-unclear",
	Severity: finding.Error,
	Title:    "A step of a dose leaves open how much or how often",
	Explanation: "A step says how much in one way (amount, target_auc, share or amount_words) or in words what is " +
		"done, and how often in one way (frequency or every).",
	Enforced: validate.BySchema,
}
