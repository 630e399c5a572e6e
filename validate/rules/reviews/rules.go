// Package reviews has the rules about who checked a record, and when.
package reviews

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about who checked a record, and when.
func Rules() []validate.Rule {
	return validate.WithExamples("Reviews and trials", examples,
		reviewMissing,
		reviewOverdue,
		reviewRoleNotClinical,
		staleByEvent,
	)
}
