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
	Explanation: "The id makes the name of the use, and authorization events, decisions about paying and other facts refer to it. Two uses of one id " +
		"cannot be told apart. Give one of them another id, or merge them where they are the same use.",
	Record: func(p *validate.RecordPass) {
		ids := facts.UseIDs(p.Record)
		first := make(map[string]int, len(ids))
		for i, id := range ids {
			at, seen := first[id]
			switch {
			case id == "":
			case seen:
				p.Report(facts.UsePath(i, "id"), "A second use has the id %s. Give it another id, or merge the two.", id).
					Related(p.Record, facts.UsePath(at, "id"), "The first use of this id")
			default:
				first[id] = i
			}
		}
	},
}
