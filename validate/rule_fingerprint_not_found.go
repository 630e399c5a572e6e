package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

var ruleFingerprintNotFound = Rule{
	ID:       "fingerprint-not-found",
	Severity: finding.Error,
	Title:    "A passage is not in the archived text",
	Explanation: "The fingerprint proves that the passage stands in the archived text of its source. Here it does not: the text changed, or the " +
		"fingerprint is of other words. Find the passage with `compendium cite`, which prints a new one; where it is gone, the fact has lost its " +
		"source. Checked with --archive only.",
	Bad: `-- archive/page.txt --
The example drug was given by mouth.
-- sources/page2.yaml --
display_name: Archived page
kind: PATIENT_PAGE
publisher: Society
title: An archived page
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}
-- trials/example.yaml --
notes:
  - {text: It was given by mouth., cites: [passage]}
citations:
  page: {source: sources/page}
  passage:
    source: sources/page2
    passage: {words: 7, sha256: 5a6f5a5b3e3ab3c0d3b1c1c6a8c9a1e7c0ffee00c0ffee00c0ffee00c0ffee00}
`,
	Good: `-- archive/page.txt --
The example drug was given by mouth.
-- sources/page2.yaml --
display_name: Archived page
kind: PATIENT_PAGE
publisher: Society
title: An archived page
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: a12fdb8d44735d1d4fc863b4cda58838545d8ad2b27e980eab1b1bb3fb70c6ad}
-- trials/example.yaml --
notes:
  - {text: It was given by mouth., cites: [passage]}
citations:
  page: {source: sources/page}
  passage:
    source: sources/page2
    passage: {words: 7, sha256: d41d89a835192419b0b22a5a4430bd2d6678ea7d402b0dd40b054d41146021d1}
`,
	record: func(p *pass, r *catalog.Record) {
		if p.Archive == nil {
			return
		}
		known := citations(r)
		for _, key := range sortedKeys(known) {
			c := known[key]
			source := p.Catalog.Source(c.GetSource())
			if c.GetPassage() == nil || source.GetArchive() == nil {
				continue
			}
			text, err := p.Archive.text(source)
			if err != nil {
				continue // archive-mismatch says so
			}
			if !text.has(c.GetPassage()) {
				p.report(r, citationPath(key, "passage"), "The passage is not in %s, the archived text of %s. Find it and make a new fingerprint with `compendium cite`, or look for another source.",
					source.GetArchive().GetFile(), c.GetSource()).
					following(finding.Field{File: p.Catalog.FileOf(c.GetSource() + ".yaml"), Path: "archive.sha256"})
			}
		}
	},
}
