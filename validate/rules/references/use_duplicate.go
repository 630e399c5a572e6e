package references

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var useDuplicate = validate.Rule{
	ID:       "use-duplicate",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		ids := facts.UseIDs(p.Record)
		first := make(map[string]int, len(ids))
		for i, id := range ids {
			at, seen := first[id]
			switch {
			case id == "":
			case seen:
				p.Report(facts.UsePath(i, "id"), "Another use already has the id %s. Give this one another id, or merge the two.",
					id).
					Related(p.Record, facts.UsePath(at, "id"), "The first use with this id")
			default:
				first[id] = i
			}
		}
	},
}
