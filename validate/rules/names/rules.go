// Package names has the rules about the names of drugs.
package names

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about the names of drugs.
func Rules() []validate.Rule {
	return validate.WithExamples("Codes and names", examples,
		brandNotShared,
		brandUnlisted,
		brandWithoutJurisdiction,
		displayNameDuplicate,
		innDiffersFromID,
		nameDiffersBySalt,
		nameDuplicate,
		nameSameAsINN,
	)
}
