package validate

import "github.com/opencompendium/compendium/catalog"

var ruleReferenceUnresolved = Rule{
	ID:       "reference-unresolved",
	Severity: Error,
	Title:    "A reference leads to no record",
	Explanation: "The field names a record that the catalog does not have, often by a slip in the id. Correct the name, or write the record. " +
		"A record whose file has problems of its own counts as there.",
	Bad: `-- drugs/examplinib.yaml --
classes: [classes/example-class, classes/exmaple-class]
`,
	Good: `-- drugs/examplinib.yaml --
classes: [classes/example-class]
`,
	catalog: func(p *pass) {
		for _, ref := range p.Catalog.References() {
			if ref.Target != nil {
				continue
			}
			var candidates []string
			for _, kind := range ref.Kinds {
				candidates = append(candidates, p.Catalog.Names(kind)...)
			}
			hint := ""
			if nearest, ok := catalog.Nearest(ref.To, candidates); ok {
				hint = " Did you mean " + nearest + "?"
			}
			p.report(ref.From, ref.Path, "There is no record %s.%s", ref.To, hint)
		}
	},
}
