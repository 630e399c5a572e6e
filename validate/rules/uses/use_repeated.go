package uses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var useRepeated = validate.Rule{
	ID:       "use-repeated",
	Severity: finding.Warning,
	Title:    "The same use is there twice",
	Explanation: "Two uses of a record agree in their strength and in everything that says for whom they hold, under " +
		"different ids. They will drift apart, and whoever counts uses counts one twice. Merge them, or add what tells " +
		"them apart in the field for it.",
	Record: func(p *validate.RecordPass) {
		for _, group := range sameSetting(p) {
			first := make(map[use]use)
			for _, u := range group {
				key := u
				key.index, key.id = 0, ""
				other, seen := first[key]
				switch {
				case u.strength == 0: // field-required reports it
				case !seen:
					first[key] = u
				case other.id != u.id: // use-duplicate reports that
					p.Report(facts.UsePath(u.index, ""), "The use %s says the same as the use %s. Merge them, or add what tells "+
						"them apart.", u.id, other.id).
						Related(p.Record, facts.UsePath(other.index, ""), "The first")
				}
			}
		}
	},
}
