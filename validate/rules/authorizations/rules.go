// Package authorizations has the rules about authorization events, reimbursement decisions, and the declared coverage
// of regulators.
package authorizations

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about authorization events, reimbursement decisions, and the declared coverage of regulators.
func Rules() []validate.Rule {
	return validate.Documented("Labels and authorizations", pages,
		accessDecisionAsLabel,
		accessDecisionDiffers,
		accessDecisionOutsideMandate,
		accessDecisionSupersedes,
		amendedScopeMissing,
		amendsUnresolved,
		authorizationImpossible,
		authorizationOrder,
		validate.Rule{ID: "authorization-without-reason", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "authorization-without-use", Severity: finding.Error, Enforced: validate.BySchema},
		authorizationWrongRegulator,
		basisMismatch,
		coverageMissing,
		coverageOfPayer,
		validate.Rule{ID: "coverage-procedures", Severity: finding.Error, Enforced: validate.BySchema},
		coverageStale,
		coverageUndeclared,
		coverageWithoutMandate,
		eventDuplicate,
		eventIDDiffers,
		lifecycleContradictsLicenses,
		scopeUnlikeIndication,
	)
}
