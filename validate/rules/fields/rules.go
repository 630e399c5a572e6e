// Package fields has the rules about the fields of a record and the shapes of their values.
package fields

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about the fields of a record and the shapes of their values.
func Rules() []validate.Rule {
	return validate.WithExamples("Fields and values", examples,
		dateShape,
		digestShape,
		enumUnknown,
		fieldDerived,
		fieldInvalid,
		fieldRequired,
		fieldTooLong,
		fieldUnknown,
		fieldWrongType,
		itemEmpty,
		keyShape,
		listDuplicate,
		quantityIncomplete,
		rangeWithoutLimit,
		regionShape,
		resourceShape,
		scriptMixed,
		textMarkup,
		textPlaceholder,
		textShape,
		textSpaces,
	)
}
