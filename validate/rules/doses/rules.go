// Package doses has the rules about doses of drugs and regimens.
package doses

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about doses of drugs and regimens.
func Rules() []validate.Rule {
	return validate.WithExamples("Doses", examples,
		componentWithoutTherapy,
		doseAboveMax,
		doseComponentUnknown,
		doseDayBeyondCycle,
		doseDuplicate,
		doseMaxPeriod,
		doseNumberImpossible,
		dosePowerOfTen,
		doseRouteUnlisted,
		doseShareOfItself,
		doseStepUnclear,
		doseStrengthsUnmatched,
		doseUnitUnfit,
		frequencyContradictsDoses,
	)
}
