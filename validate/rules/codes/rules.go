// Package codes has the rules about codes of terminologies.
package codes

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about codes of terminologies.
func Rules() []validate.Rule {
	return validate.Documented("Codes and names", pages,
		atcUnlikeClass,
		validate.Rule{ID: "code-atc-shape", Severity: finding.Error, Enforced: validate.BySchema},
		codeDuplicate,
		validate.Rule{ID: "code-hgnc-shape", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "code-mondo-shape", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "code-ncit-shape", Severity: finding.Error, Enforced: validate.BySchema},
		validate.Rule{ID: "code-oncotree-shape", Severity: finding.Error, Enforced: validate.BySchema},
		codeOtherShape,
		codeOwnField,
		codeRetired,
		validate.Rule{ID: "code-rxcui-shape", Severity: finding.Error, Enforced: validate.BySchema},
		codeSnomedShape,
		validate.Rule{ID: "code-unii-shape", Severity: finding.Error, Enforced: validate.BySchema},
		codeWithoutCitation,
	)
}
