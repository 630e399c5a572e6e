// Package fields has the rules about the fields of a record and the shapes of their values.
package fields

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about the fields of a record and the shapes of their values.
func Rules() []validate.Rule {
	return validate.Documented("Fields and values", pages,
		validate.Rule{ID: "date-shape", Severity: finding.Error, Enforced: validate.BySchema},
		digestShape,
		enumUnknown,
		validate.Rule{ID: "field-derived", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		fieldInvalid,
		fieldRequired,
		validate.Rule{ID: "field-too-long", Severity: finding.Error, Enforced: validate.BySchema},
		fieldUnknown,
		validate.Rule{ID: "field-wrong-type", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "item-empty", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "key-shape", Severity: finding.Error, Enforced: validate.BySchema},
		listDuplicate,
		validate.Rule{ID: "quantity-incomplete", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "range-without-limit", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "region-shape", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "resource-shape", Severity: finding.Error, Enforced: validate.BySchema},
		scriptMixed,
		textMarkup,
		textPlaceholder,
		validate.Rule{ID: "text-shape", Severity: finding.Error, Enforced: validate.BySchema},
		textSpaces,
		textTypo,
	)
}
