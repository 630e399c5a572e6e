package validate

import "github.com/opencompendium/compendium/catalog"

var ruleCitationUnused = Rule{
	ID:       "citation-unused",
	Severity: Warning,
	Title:    "A citation that no fact names",
	Explanation: "A citation that nothing uses is left over from a fact that was removed, or belongs to a fact that forgot to name it. Name it in cites, " +
		"or remove it.",
	Bad: `-- trials/example.yaml --
citations:
  page: {source: sources/page}
  other: {source: sources/label}
`,
	Good: `-- trials/example.yaml --
citations:
  page: {source: sources/page}
`,
	record: func(p *pass, r *catalog.Record) {
		used := make(map[string]bool)
		for _, c := range p.citesOf(r) {
			used[c.key] = true
		}
		for _, key := range sortedKeys(citations(r)) {
			if !used[key] {
				p.report(r, citationPath(key, ""), "No fact of the record names the citation %s. Name it in cites, or remove it.", key)
			}
		}
	},
}
