// Package trials has the rules about clinical trials.
package trials

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about clinical trials.
func Rules() []validate.Rule {
	return validate.Documented("Reviews and trials", pages,
		trialArmUnknown,
		trialArmsDiffer,
		trialComparesItself,
		trialComparisonUnclear,
		trialDuplicate,
		trialNumberInWords,
		trialOfOtherCondition,
		trialOfOtherTherapy,
		trialRegistrationDiffers,
		trialResultDiffers,
		validate.Rule{ID: "trial-result-missing", Severity: finding.Error, Enforced: validate.BySchema},
		trialStatusOld,
		trialStatusWithoutRegister,
		trialValueImpossible,
	)
}
