// Package safety has the rules about warnings, contraindications, interactions and other statements on safety.
package safety

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about warnings, contraindications, interactions and other statements on safety.
func Rules() []validate.Rule {
	return validate.Documented("Safety", pages,
		boxedWarningElsewhere,
		drugSafetyMissing,
		interactionSidesDiffer,
		interactionWithItself,
		validate.Rule{ID: "interaction-without-partner", Severity: finding.Error, Enforced: validate.BySchema},
		managementContradictsKind,
		safetyDuplicate,
		safetyKindOfOtherWords,
		safetyNoneContradicted,
		safetyNoneWithoutLabel,
		validate.Rule{ID: "safety-text-missing", Severity: finding.Error, Enforced: validate.BySchema},
	)
}
