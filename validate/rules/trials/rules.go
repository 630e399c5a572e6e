// Package trials has the rules about clinical trials.
package trials

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about clinical trials.
func Rules() []validate.Rule {
	return validate.WithExamples("Reviews and trials", examples,
		trialArmUnknown,
		trialComparesItself,
		trialComparisonUnclear,
		trialDuplicate,
		trialResultMissing,
		trialStatusOld,
		trialValueImpossible,
	)
}
