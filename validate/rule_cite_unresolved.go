package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

var ruleCiteUnresolved = Rule{
	ID:       "cite-unresolved",
	Severity: finding.Error,
	Title:    "A fact names a citation that the record does not have",
	Explanation: "A record lists its citations once under short keys, and its facts name the keys. A key that is not in the list leaves the fact " +
		"without a source. Correct the key, or add the citation. Of a drug without any citation drug-reference-missing speaks alone.",
	Bad: `-- trials/example.yaml --
cites: [pge]
citations:
  page: {source: sources/page}
notes:
  - {text: It runs., cites: [page]}
`,
	Good: `-- trials/example.yaml --
cites: [page]
citations:
  page: {source: sources/page}
`,
	record: func(p *pass, r *catalog.Record) {
		known := citations(r)
		if r.Drug() != nil && len(known) == 0 {
			return
		}
		var keys []string
		hints := 0
		for _, c := range p.citesOf(r) {
			if _, ok := known[c.key]; ok {
				continue
			}
			hint := ""
			if hints++; hints <= maxHints {
				if keys == nil {
					keys = sortedKeys(known)
				}
				if nearest, ok := catalog.Nearest(c.key, keys); ok {
					hint = " Did you mean " + nearest + "?"
				}
			}
			p.report(r, c.path, "The record has no citation %s.%s Correct the key, or add it to citations.", c.key, hint)
		}
	},
}
