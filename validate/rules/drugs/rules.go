// Package drugs has the rules about what a drug must say of itself: routes, effects, products, gaps and conflicts.
package drugs

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about what a drug must say of itself: routes, effects, products, gaps and conflicts.
func Rules() []validate.Rule {
	return validate.Documented("What a drug must say", pages,
		conflictUnresolved,
		validate.Rule{ID: "depth-missing", Severity: finding.Error, Enforced: validate.BySchema,
			About: []protoreflect.Name{"depth", "lifecycle"}},
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
		validate.Rule{ID: "lifecycle-missing", Severity: finding.Error, Enforced: validate.BySchema,
			About: []protoreflect.Name{"lifecycle", "depth"}},
		registerEntryWithClinicalFacts,
		routeContradictsForm,
		routeWithoutProduct,
		validate.Rule{ID: "serious-without-action", Severity: finding.Error, Enforced: validate.BySchema},
	)
}
