package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

var ruleCitationUnused = Rule{
	ID:       "citation-unused",
	Severity: finding.Warning,
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
				p.report(r, citationPath(key, ""), "No fact of the record names the citation %s. Name it in cites, or remove it.", key).
					following(lostFacts(r, key))
			}
		}
	},
}

// lostFacts gives the field by whose fault no fact may name a citation: the key that has not the shape of one, or a part that a drug must have.
func lostFacts(r *catalog.Record, key string) finding.Field {
	d := r.Drug()
	switch {
	case !catalog.IsID(key):
		return finding.Field{File: r.File(), Path: citationPath(key, "")}
	case d == nil:
		return finding.Field{}
	case len(d.SideEffects) == 0:
		return finding.Field{File: r.File(), Path: missingAt(d, "side_effects")}
	case len(d.Administrations) == 0:
		return finding.Field{File: r.File(), Path: missingAt(d, "administrations")}
	case len(d.Products) == 0:
		return finding.Field{File: r.File(), Path: "products"}
	default:
		return finding.Field{}
	}
}
