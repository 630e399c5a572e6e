// Package lists has the rules about lists of drugs, such as formularies.
package lists

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about lists of drugs, such as formularies.
func Rules() []validate.Rule {
	return validate.Documented("Lists of drugs", pages,
		listEntryDuplicate,
	)
}
