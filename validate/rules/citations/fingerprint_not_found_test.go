package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFingerprintNotFound(t *testing.T) {
	ruletest.Run(t, "fingerprint-not-found", []ruletest.Case{
		{Name: "it is there", Change: `-- archive/page.txt --
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
		{Name: "other words", Change: `-- archive/page.txt --
The example drug was given by spoon.
-- sources/archived.yaml --
display_name: Archived
kind: REGISTER
publisher: Society
title: Archived
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: 6293a11313a01e4785e706a6ce9fd1e49a5ddeb628fb6db44f74cf5231b269a5}
-- trials/example.yaml --
citations:
  page: {source: sources/archived,
    passage: {words: 7, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}}
`,
			Want: []string{"trials/example.yaml:10:5 error citations[\"page\"].passage"}},
		{Name: "an archived text that is not the one that is meant: archive-mismatch says so", Change: `-- archive/page.txt --
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
`},
		{Name: "another length", Change: `-- archive/page.txt --
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
    passage: {words: 6, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}}
`,
			Want: []string{"trials/example.yaml:10:5 error citations[\"page\"].passage"}},
		{Name: "longer than the text", Change: `-- archive/page.txt --
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
    passage: {words: 900, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}}
`,
			Want: []string{"trials/example.yaml:10:5 error citations[\"page\"].passage"}},
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
    passage: {words: 6, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}}
`},
		{Name: "the text is missing", Change: `-- archive/other.txt --
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
    passage: {words: 6, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}}
`},
	})
}

// TestFingerprintElsewhere has the archived text named that holds the passage.
func TestFingerprintElsewhere(t *testing.T) {
	const archived = `-- archive/page.txt --
The example drug was given by spoon.
-- sources/archived.yaml --
display_name: Archived
kind: REGISTER
publisher: Society
title: Archived
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: 6293a11313a01e4785e706a6ce9fd1e49a5ddeb628fb6db44f74cf5231b269a5}
-- trials/example.yaml --
citations:
  page: {source: sources/archived,
    passage: {words: 7, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}}
`
	for name, test := range map[string]struct{ change, want string }{
		"in no other": {archived, "The passage is not in page.txt, the archived text of sources/archived. Find the " +
			"passage again with `compendium cite`, which prints its fingerprint, or look for another source."},
		"in another": {archived + "-- archive/other.txt --\nThe example drug was given by mouth.\n",
			"The passage is not in page.txt, the archived text of sources/archived. It is in other.txt: cite the source " +
				"of that " +
				"text, or make a new fingerprint with `compendium cite`."},
	} {
		var got []string
		for _, f := range ruletest.Lint(t, test.change) {
			if f.Rule == "fingerprint-not-found" {
				got = append(got, f.Message)
			}
		}
		if len(got) != 1 || got[0] != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
