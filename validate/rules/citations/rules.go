// Package citations has the rules about citations, the keys by which facts cite, and passages in archived texts.
package citations

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about citations, the keys by which facts cite, and passages in archived texts.
func Rules() []validate.Rule {
	return validate.Documented("Citations and sources", pages,
		archiveMismatch,
		citationTruncated,
		citationUnpinned,
		citationUnused,
		citeUnresolved,
		validate.Rule{ID: "fact-without-citation", Severity: finding.Error, Enforced: validate.BySchema},
		fingerprintNotFound,
		passageWithoutArchive,
		sourceAboutOther,
		sourceOfOtherPlace,
	)
}
