// Package sources has the rules about sources, their dates, and what is out of date.
package sources

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about sources, their dates, and what is out of date.
func Rules() []validate.Rule {
	return validate.WithExamples("Citations and sources", examples,
		sourceBeforeEvent,
		sourceDateUnknown,
		sourceDuplicate,
		sourceOverdue,
		sourceRetracted,
		sourceRetractionInWords,
		sourceSuperseded,
		sourceUnused,
		sourceWithoutDate,
		sourceYearDiffers,
	)
}
