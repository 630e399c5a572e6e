package uses

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var priorContradiction = validate.Rule{
	ID:       "prior-contradiction",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for s := range settings(p) {
			for k, name := range s.prior.none {
				if slices.Contains(s.prior.all, name) || onlyOne(s.prior.any, name) {
					p.Report(facts.ItemPath(s.prior.nonePath, k, ""), "%s is listed both as tried before and as not tried "+
						"before. Remove it from one of the two lists.", name)
				}
			}
		}
	},
}

// onlyOne reports whether a list of alternatives leaves no other choice.
func onlyOne(list []string, name string) bool { return len(list) == 1 && list[0] == name }
