package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

var ruleCitationUnpinned = Rule{
	ID:       "citation-unpinned",
	Severity: finding.Warning,
	Title:    "A citation of an archived source has no passage",
	Explanation: "The text of the source is archived, so it can be proven that the passage stands in it. Run `compendium cite --archive DIR SOURCE " +
		"\"words…\"` and add the passage that it prints.",
	Bad: `-- sources/page.yaml --
archive: {file: page.txt, sha256: 5a6f5a5b3e3ab3c0d3b1c1c6a8c9a1e7c0ffee00c0ffee00c0ffee00c0ffee00}
`,
	Good: `-- targets/other.yaml --
display_name: Other target
kind: GENE
`,
	record: func(p *pass, r *catalog.Record) {
		known := citations(r)
		for _, key := range sortedKeys(known) {
			if c := known[key]; c.GetPassage() == nil && p.Catalog.Source(c.GetSource()).GetArchive() != nil {
				p.report(r, citationPath(key, ""), "The text of %s is archived, and this citation has no passage of it. Make one with `compendium cite`.", c.GetSource())
			}
		}
	},
}
