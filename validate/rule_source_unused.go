package validate

import "github.com/opencompendium/compendium/catalog"

var ruleSourceUnused = Rule{
	ID:       "source-unused",
	Severity: Warning,
	Title:    "A source that nothing cites",
	Explanation: "No citation leads to the source and no other source lists it among its references. Either a fact forgot to cite it, or it is left " +
		"over. Cite it, or remove the record.",
	Bad: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
`,
	Good: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- sources/page.yaml --
references:
  - {source: sources/extra}
`,
	catalog: func(p *pass) {
		used := make(map[*catalog.Record]bool)
		for ref := range p.Catalog.References() {
			if ref.Target != ref.From {
				used[ref.Target] = true
			}
		}
		for _, r := range p.Catalog.Records(catalog.Sources) {
			if !used[r] && !p.lost().source(r.Name()) {
				p.report(r, "", "Nothing cites %s. Cite it, or remove the record.", r.Name())
			}
		}
	},
}
