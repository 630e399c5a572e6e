package doses

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseDuplicate = validate.Rule{
	ID:       "dose-duplicate",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		switch m := p.Record.Message().(type) {
		case *compendiumv1.Drug:
			checkIDs(p, "doses", m.GetDoses())
		case *compendiumv1.Regimen:
			checkIDs(p, "blocks", m.GetBlocks())
		}
	},
}

// checkIDs reports items of a list that have the id of an earlier one.
func checkIDs[T interface{ GetId() string }](p *validate.RecordPass, list string, items []T) {
	first := make(map[string]int)
	for i, item := range items {
		id := item.GetId()
		if j, twice := first[id]; twice && id != "" {
			p.Report(facts.ItemPath(list, i, "id"), "Another dose already has the id %s. Give this one another id, or "+
				"remove it if it is a copy.",
				id).
				Related(p.Record, facts.ItemPath(list, j, "id"), "The first")
			continue
		}
		first[id] = i
	}
}
