// Package sources has the rules about sources, their dates, and what is out of date.
package sources

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about sources, their dates, and what is out of date.
func Rules() []validate.Rule {
	return validate.Documented("Citations and sources", pages,
		articleIncomplete,
		authorsInOne,
		publisherMisspelled,
		sourceAddressMoves,
		sourceBeforeEvent,
		sourceContradiction,
		sourceDateUnknown,
		sourceDuplicate,
		sourceNamesDiffer,
		sourceOverdue,
		sourceRetracted,
		sourceRetractionInWords,
		sourceSuperseded,
		sourceUnused,
		validate.Rule{ID: "source-without-date", Severity: finding.Error, Enforced: validate.BySchema},
		sourceYearDiffers,
	)
}
