// Package labels has the rules about off-label flags and whether they agree with the authorization events.
package labels

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about off-label flags and whether they agree with the authorization events.
func Rules() []validate.Rule {
	return validate.Documented("Labels and authorizations", pages,
		indicationMayCover,
		investigationalOnLabel,
		labelJurisdictionDuplicate,
		labelJurisdictionMissing,
		labelReasonWithoutCitation,
		licenseDoesNotTell,
		licenseMayCover,
		offLabelContradictsEvents,
		validate.Rule{ID: "off-label-unset", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "off-label-without-citation", Severity: finding.Error, Enforced: validate.BySchema},
		partlyOnLabel,
		scopeExceptOutside,
		validate.Rule{ID: "scope-match-missing", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "use-without-label", Severity: finding.Error, Enforced: validate.BySchema},
		withdrawnAsStandard,
	)
}
