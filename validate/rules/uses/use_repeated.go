package uses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var useRepeated = validate.Rule{
	ID:       "use-repeated",
	Severity: finding.Warning,
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
