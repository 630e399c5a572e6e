// Package references has the rules about references from one record to another, and within a record to its uses.
package references

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about references from one record to another, and within a record to its uses.
func Rules() []validate.Rule {
	return validate.WithExamples("References between records", examples,
		classAsDrug,
		conditionWithSetting,
		idDuplicate,
		namedApartUnrelated,
		productUnknown,
		recordUnreferenced,
		referenceCircular,
		referenceDuplicate,
		referenceRetired,
		referenceUnresolved,
		referenceWrongKind,
		regimenComponentNotDrug,
		tombstoneWithFacts,
		tombstoneWithoutReplacement,
		useDuplicate,
		useUnknown,
	)
}
