// Package codes has the rules about codes of terminologies.
package codes

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about codes of terminologies.
func Rules() []validate.Rule {
	return validate.WithExamples("Codes and names", examples,
		atcUnlikeClass,
		codeAtcShape,
		codeDuplicate,
		codeHgncShape,
		codeMondoShape,
		codeNcitShape,
		codeOncotreeShape,
		codeOtherShape,
		codeOwnField,
		codeRetired,
		codeRxcuiShape,
		codeSnomedShape,
		codeUniiShape,
		codeWithoutCitation,
	)
}
