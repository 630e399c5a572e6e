// Package names has the rules about the names of drugs.
package names

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about the names of drugs.
func Rules() []validate.Rule {
	return validate.Documented("Codes and names", pages,
		brandNotShared,
		brandUnlisted,
		validate.Rule{ID: "brand-without-jurisdiction", Severity: finding.Error, Enforced: validate.BySchema},
		displayNameDuplicate,
		innDiffersFromID,
		innMissing,
		nameDiffersBySalt,
		nameDuplicate,
		nameSameAsINN,
		textOfOtherDrug,
	)
}
