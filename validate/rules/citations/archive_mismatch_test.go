package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestArchiveMismatch(t *testing.T) {
	ruletest.Run(t, "archive-mismatch", []ruletest.Case{
		{Name: "the right text", Change: `-- archive/page.txt --
The example drug was given by mouth.
-- sources/archived.yaml --
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
		{Name: "another text", Change: `-- archive/page.txt --
The example drug was given by spoon.
-- sources/archived.yaml --
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
`,
			Want: []string{"sources/archived.yaml:6:35 error archive.sha256"}},
		{Name: "no such file", Change: `-- archive/other.txt --
The example drug was given by mouth.
-- sources/archived.yaml --
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
`,
			Want: []string{"sources/archived.yaml:6:17 error archive.file"}},
		{Name: "no archive at hand", Change: `-- sources/archived.yaml --
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
