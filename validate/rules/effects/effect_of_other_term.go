package effects

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var effectOfOtherTerm = validate.Rule{
	ID:       "effect-of-other-term",
	Severity: finding.Warning,
	Catalog: func(p *validate.CatalogPass) {
		if p.Unread.Any() {
			return // an effect that could not be read may have the name
		}
		named := make(map[string][]string) // effects by their names
		parents := make(map[string][]string)
		for _, r := range p.Catalog.Records(catalog.Effects) {
			effect, _ := r.Message().(*compendiumv1.Effect)
			if r.IsTombstone() {
				continue
			}
			parents[r.Name()] = effect.GetParents()
			texts := []string{effect.GetDisplayName()}
			for _, n := range effect.GetNames() {
				texts = append(texts, n.GetText())
			}
			for _, text := range texts {
				if key := fold.Name(text); key != "" && !slices.Contains(named[key], r.Name()) {
					named[key] = append(named[key], r.Name())
				}
			}
		}
		for _, r := range p.Catalog.All() {
			m, ok := r.Message().(interface {
				GetSideEffects() []*compendiumv1.SideEffect
			})
			if !ok || r.IsTombstone() {
				continue
			}
			for i, effect := range m.GetSideEffects() {
				called := named[fold.Name(effect.GetTerm())]
				if _, exists := parents[effect.GetEffect()]; !exists || len(called) == 0 ||
					slices.ContainsFunc(called, func(name string) bool {
						return above(parents, name, effect.GetEffect()) || above(parents, effect.GetEffect(), name)
					}) {
					continue
				}
				p.Report(r, effectPath(i, "effect"), "%s is a name of %s, but the effect given here is %s. Correct the "+
					"effect or the term, or add the term to the names of its effect.", effect.GetTerm(), called[0],
					effect.GetEffect())
			}
		}
	},
}

// above reports whether an effect is another one or lies above it.
func above(parents map[string][]string, name, of string) bool {
	seen := make(map[string]bool)
	for open := []string{of}; len(open) > 0; open = open[1:] {
		if open[0] == name {
			return true
		}
		if !seen[open[0]] {
			seen[open[0]] = true
			open = append(open, parents[open[0]]...)
		}
	}
	return false
}
