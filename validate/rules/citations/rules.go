// Package citations has the rules about citations, the keys by which facts cite, and passages in archived texts.
package citations

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about citations, the keys by which facts cite, and passages in archived texts.
func Rules() []validate.Rule {
	return validate.WithExamples("Citations and sources", examples,
		archiveMismatch,
		citationTruncated,
		citationUnpinned,
		citationUnused,
		citeUnresolved,
		factWithoutCitation,
		fingerprintNotFound,
		passageWithoutArchive,
		sourceAboutOther,
		sourceOfOtherPlace,
	)
}
