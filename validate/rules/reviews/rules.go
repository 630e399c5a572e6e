// Package reviews has the rules about who checked a record, and when.
package reviews

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about who checked a record, and when.
func Rules() []validate.Rule {
	return validate.Documented("Reviews and trials", pages,
		validate.Rule{ID: "review-missing", Severity: finding.Error, Enforced: validate.BySchema},
		reviewOverdue,
		reviewRoleNotClinical,
		staleByEvent,
	)
}
