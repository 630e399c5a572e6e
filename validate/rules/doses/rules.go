// Package doses has the rules about doses of drugs and regimens.
package doses

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about doses of drugs and regimens.
func Rules() []validate.Rule {
	return validate.Documented("Doses", pages,
		validate.Rule{ID: "component-without-therapy", Severity: finding.Error, Enforced: validate.BySchema},
		doseAboveMax,
		doseAfterUnfit,
		doseBandsOverlap,
		doseBandsUneven,
		doseComponentUnknown,
		doseDayBeyondCycle,
		doseDaysHole,
		doseDuplicate,
		validate.Rule{ID: "dose-max-period", Severity: finding.Error, Enforced: validate.BySchema},
		doseNumberImpossible,
		dosePowerOfTen,
		doseRouteUnlisted,
		doseScheduleUnlike,
		doseShareOfItself,
		validate.Rule{ID: "dose-step-unclear", Severity: finding.Error, Enforced: validate.BySchema},
		doseStrengthsUnmatched,
		doseTotalDiffers,
		doseUnitUnfit,
		doseUnitUnlike,
		frequencyContradictsDoses,
		labelDoseMissing,
		regimenCyclesDiffer,
	)
}
