// Package references has the rules about references from one record to another, and within a record to its uses.
package references

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about references from one record to another, and within a record to its uses.
func Rules() []validate.Rule {
	return validate.Documented("References between records", pages,
		classAsDrug,
		validate.Rule{ID: "condition-with-setting", Severity: finding.Error, Enforced: validate.BySchema,
			About: []protoreflect.Name{"extent", "biomarkers"}},
		idDuplicate,
		kindUnlikeFamily,
		namedApartUnrelated,
		productUnknown,
		recordUnreferenced,
		referenceCircular,
		referenceDuplicate,
		referenceRetired,
		referenceUnresolved,
		referenceWrongKind,
		regimenComponentNotDrug,
		regimenUnlikeName,
		tombstoneWithFacts,
		validate.Rule{ID: "tombstone-without-replacement", Severity: finding.Error, Enforced: validate.BySchema,
			About: []protoreflect.Name{"replaced_by", "retired_reason", "lifecycle"}},
		useDuplicate,
		useUnknown,
	)
}
