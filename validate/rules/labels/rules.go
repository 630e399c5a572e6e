// Package labels has the rules about off-label flags and whether they agree with the authorization events.
package labels

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about off-label flags and whether they agree with the authorization events.
func Rules() []validate.Rule {
	return validate.WithExamples("Labels and authorizations", examples,
		investigationalOnLabel,
		labelJurisdictionDuplicate,
		labelJurisdictionMissing,
		licenseDoesNotTell,
		licenseMayCover,
		offLabelContradictsEvents,
		offLabelUnset,
		offLabelWithoutCitation,
		partlyOnLabel,
		scopeExceptOutside,
		scopeMatchMissing,
		useWithoutLabel,
		withdrawnAsStandard,
	)
}
