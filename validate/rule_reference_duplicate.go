package validate

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleReferenceDuplicate = Rule{
	ID:          "reference-duplicate",
	Severity:    finding.Error,
	Title:       "A list names the same record twice",
	Explanation: "A name that stands twice in one list is a slip, often in place of another that was meant. Keep one, and look whether one is missing.",
	Bad: `-- drugs/examplinib.yaml --
classes: [classes/example-class, classes/example-class]
`,
	Good: `-- drugs/examplinib.yaml --
classes: [classes/example-class]
`,
	record: func(p *pass, r *catalog.Record) {
		p.namedTwice(r)
		regimen, ok := r.Message().(*compendiumv1.Regimen)
		if !ok {
			return
		}
		type part struct {
			drug string
			role compendiumv1.Regimen_Component_Role
		}
		first := make(map[part]int)
		for i, c := range regimen.Components {
			key := part{c.GetDrug(), c.GetRole()}
			if key.drug == "" || key.role == compendiumv1.Regimen_Component_ROLE_UNSPECIFIED {
				continue // field-required says so
			}
			if j, twice := first[key]; twice {
				p.report(r, itemPath("components", i, "drug"), "%s is a component twice with the same role. Keep one.", c.GetDrug()).
					alongside(r, itemPath("components", j, "drug"), "The first")
				continue
			}
			first[key] = i
		}
	},
}

// namedTwice reports names that stand twice in a list of a record.
func (p *pass) namedTwice(r *catalog.Record) {
	type place struct{ list, to string }
	first := make(map[place]string)
	for _, ref := range p.Catalog.ReferencesOf(r) {
		if !ref.Field.IsList() {
			continue
		}
		at := place{strings.TrimRight(ref.Path, "[]0123456789"), ref.To}
		if path, twice := first[at]; twice {
			p.report(r, ref.Path, "%s stands twice in this list. Keep one.", ref.To).alongside(r, path, "The first")
			continue
		}
		first[at] = ref.Path
	}
}
