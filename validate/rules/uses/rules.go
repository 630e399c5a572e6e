// Package uses has the rules about uses and about the settings in which they hold: uses that contradict each other,
// biomarkers, ages and earlier treatment.
package uses

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about uses and about the settings in which they hold.
func Rules() []validate.Rule {
	return validate.Documented("Uses and their settings", pages,
		ageRangeEmpty,
		biomarkerContradiction,
		biomarkerDuplicate,
		biomarkerUnclear,
		partnerIsItself,
		partnersSpellOutRegimen,
		priorContradiction,
		signatureTargetKind,
		useContradiction,
		useIDOfOtherCondition,
		useRepeated,
		useUnlikeWords,
	)
}
