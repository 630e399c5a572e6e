// Package authorizations has the rules about authorization events, reimbursement decisions, and the declared coverage
// of regulators.
package authorizations

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about authorization events, reimbursement decisions, and the declared coverage of regulators.
func Rules() []validate.Rule {
	return validate.WithExamples("Labels and authorizations", examples,
		accessDecisionAsLabel,
		accessDecisionOutsideMandate,
		accessDecisionSupersedes,
		amendedScopeMissing,
		amendsUnresolved,
		authorizationImpossible,
		authorizationOrder,
		authorizationWithoutReason,
		authorizationWithoutUse,
		authorizationWrongRegulator,
		basisMismatch,
		coverageMissing,
		coverageOfPayer,
		coverageProcedures,
		coverageStale,
		coverageUndeclared,
		coverageWithoutMandate,
		eventDuplicate,
		lifecycleContradictsLicenses,
	)
}
