// Package drugs has the rules about what a drug must say of itself: routes, effects, products, gaps and conflicts.
package drugs

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about what a drug must say of itself: routes, effects, products, gaps and conflicts.
func Rules() []validate.Rule {
	return validate.WithExamples("What a drug must say", examples,
		conflictUnresolved,
		depthMissing,
		depthNotAdmitted,
		doseFormContradictsProducts,
		drugProductMissing,
		drugReferenceMissing,
		drugRouteMissing,
		drugSideEffectsMissing,
		drugUsesMissing,
		foodContradictsInstructions,
		frequencyBandWithoutLabel,
		gapFieldUnknown,
		gapFilled,
		lifecycleMissing,
		registerEntryWithClinicalFacts,
		routeContradictsForm,
		routeWithoutProduct,
		seriousWithoutAction,
	)
}
