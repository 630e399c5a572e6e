// Package dates has the rules about dates, whatever they are of. What the days of a date can be is in the schema.
package dates

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about dates.
func Rules() []validate.Rule {
	return validate.Documented("Dates", pages,
		dateAfterSources,
		dateImplausible,
		dateInFuture,
		dateOrder,
		reviewBeforeSource,
	)
}
