package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCitationUnpinned(t *testing.T) {
	ruletest.Run(t, "citation-unpinned", []ruletest.Case{
		{Name: "a source that is not archived"},
		{Name: "an archived one without a passage", Change: `-- sources/archived.yaml --
display_name: Archived
kind: REGISTER
publisher: Society
title: Archived
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}
-- trials/example.yaml --
citations:
  page: {source: sources/archived}
`,
			Want: []string{"trials/example.yaml:9:3 warning citations[\"page\"]"}},
		{Name: "an archived one with a passage", Change: `-- sources/archived.yaml --
display_name: Archived
kind: REGISTER
publisher: Society
title: Archived
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}
-- trials/example.yaml --
citations:
  page: {source: sources/archived,
    passage: {words: 7, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}}
`},
	})
}
