package labels

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/scope"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var scopeExceptOutside = validate.Rule{
	ID:       "scope-except-outside",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for e := range facts.Events(d) {
			for i, s := range e.GetScopes() {
				for j, excepted := range s.GetExcept() {
					if p.Message(excepted) == nil || slices.ContainsFunc(s.GetConditions(), func(c string) bool {
						return p.Message(c) == nil // reference-unresolved
					}) {
						continue
					}
					path := facts.ItemPath(facts.ItemPath(e.Path("scopes"), i, "except"), j, "")
					if slices.Contains(s.GetConditions(), excepted) {
						p.Report(path, "%s is all that the scope is for, so nothing would be left. Name what is excepted, or "+
							"remove this.", excepted)
						continue
					}
					within := scope.Compare([]*compendiumv1.Scope{{Conditions: s.GetConditions()}},
						&compendiumv1.Use{Condition: excepted}, p.Message)
					if within.Coverage == scope.Not || within.Coverage == scope.InPart {
						p.Report(path, "%s is not below what the scope is for. Correct it, or the parents of the "+
							"condition.", excepted)
					}
				}
			}
		}
	},
}
