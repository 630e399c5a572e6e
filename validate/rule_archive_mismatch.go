package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleArchiveMismatch = Rule{
	ID:       "archive-mismatch",
	Severity: finding.Error,
	Title:    "The archived text is missing or has changed",
	Explanation: "A source names its archived text by file and SHA-256, so that everybody checks passages against the same words. The file is not in " +
		"the archive, or its bytes are others. Bring the right file, or, where the archive was renewed on purpose, look at every citation and " +
		"state the new digest. Checked with --archive only.",
	Bad: `-- archive/page.txt --
The example drug was given by mouth.
-- sources/page2.yaml --
display_name: Archived page
kind: PATIENT_PAGE
publisher: Society
title: An archived page
dates: {revised: "2025-06-01"}
archive: {file: page.txt, sha256: 5a6f5a5b3e3ab3c0d3b1c1c6a8c9a1e7c0ffee00c0ffee00c0ffee00c0ffee00}
-- sources/page.yaml --
references:
  - {source: sources/page2}
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
-- sources/page.yaml --
references:
  - {source: sources/page2}
`,
	record: func(p *pass, r *catalog.Record) {
		source, ok := r.Message().(*compendiumv1.Source)
		if !ok || p.Archive == nil || source.GetArchive() == nil {
			return
		}
		text, err := p.Archive.text(source)
		switch {
		case err != nil:
			p.report(r, "archive.file", "The archived text cannot be read: %v. Its passages are not checked.", err)
		case text.digest != source.GetArchive().GetSha256():
			p.report(r, "archive.sha256", "The archived text %s has the SHA-256 %s. Bring the file that is meant, or look at every citation and state the new digest.",
				source.GetArchive().GetFile(), text.digest)
		}
	},
}
