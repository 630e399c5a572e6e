package references

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var useDuplicate = validate.Rule{
	ID:       "use-duplicate",
	Severity: finding.Error,
	Title:    "Two uses of a record have the same id",
	Explanation: "The id is part of the name of the use, and authorization events, access decisions and other facts " +
		"refer to it. Two uses with one id cannot be told apart. Give one of them another id, or merge them if they are " +
		"the same use.",
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
