// Package safety has the rules about warnings, contraindications, interactions and other statements on safety.
package safety

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about warnings, contraindications, interactions and other statements on safety.
func Rules() []validate.Rule {
	return validate.WithExamples("Safety", examples,
		boxedWarningElsewhere,
		drugSafetyMissing,
		interactionSidesDiffer,
		interactionWithItself,
		interactionWithoutPartner,
		safetyDuplicate,
		safetyNoneContradicted,
		safetyNoneWithoutLabel,
		safetyTextMissing,
	)
}
