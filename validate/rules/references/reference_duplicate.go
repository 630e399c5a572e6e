package references

import (
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var referenceDuplicate = validate.Rule{
	ID:       "reference-duplicate",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		checkNamedTwice(p)
		regimen, ok := p.Record.Message().(*compendiumv1.Regimen)
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
				continue // field-required reports it
			}
			if j, twice := first[key]; twice {
				p.Report(facts.ItemPath("components", i, "drug"), "%s is listed twice as a component with the same role. Keep one.",
					c.GetDrug()).
					Related(p.Record, facts.ItemPath("components", j, "drug"), "The first")
				continue
			}
			first[key] = i
		}
	},
}

// checkNamedTwice reports records that are named twice in a list.
func checkNamedTwice(p *validate.RecordPass) {
	type place struct{ list, to string }
	first := make(map[place]string)
	for _, ref := range p.References() {
		if !ref.Field.IsList() {
			continue
		}
		at := place{strings.TrimRight(ref.Path, "[]0123456789"), ref.To}
		if path, twice := first[at]; twice {
			p.Report(ref.Path, "%s is named twice in this list. Keep one.", ref.To).Related(p.Record, path, "The first").
				CausedBy(finding.Field{File: p.Record.File(), Path: at.list}) // where the schema allows no item twice
			continue
		}
		first[at] = ref.Path
	}
}
