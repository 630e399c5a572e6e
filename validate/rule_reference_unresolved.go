package validate

import (
	"regexp"

	"github.com/opencompendium/compendium/catalog"
)

// resourceShape is how resource names are written, as the schema has it.
var resourceShape = regexp.MustCompile(`^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$`)

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
			if ref.Target != nil || !resourceShape.MatchString(ref.To) {
				continue // what is no resource name is resource-shape's
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
