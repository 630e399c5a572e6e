package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

var rulePassageWithoutArchive = Rule{
	ID:       "passage-without-archive",
	Severity: finding.Error,
	Title:    "A passage of a source that is not archived",
	Explanation: "A passage is proven against the archived text of its source, and this source has none, so nobody can check it. Add the archive to " +
		"the source's record, or remove the passage.",
	Bad: `-- trials/example.yaml --
citations:
  page:
    source: sources/page
    passage: {words: 5, sha256: 5a6f5a5b3e3ab3c0d3b1c1c6a8c9a1e7c0ffee00c0ffee00c0ffee00c0ffee00}
`,
	Good: `-- trials/example.yaml --
citations:
  page: {source: sources/page}
`,
	record: func(p *pass, r *catalog.Record) {
		known := citations(r)
		for _, key := range sortedKeys(known) {
			c := known[key]
			if source := p.Catalog.Source(c.GetSource()); c.GetPassage() != nil && source != nil && source.GetArchive() == nil {
				p.report(r, citationPath(key, "passage"), "%s is not archived, so its passage cannot be checked. Add the archive to its record, or remove the passage.", c.GetSource())
			}
		}
	},
}
