package effects

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var sideEffectDuplicate = validate.Rule{
	ID:       "side-effect-duplicate",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		all := sideEffects(p)
		for i, effect := range all {
			at := slices.IndexFunc(all[:i], func(other *compendiumv1.SideEffect) bool { return alike(other, effect) })
			if at < 0 {
				continue
			}
			path, what := effectPath(i, "term"), "is listed twice"
			if !sameTerm(all[at], effect) {
				path, what = effectPath(i, "effect"), "is the same effect as "+all[at].GetTerm()
			}
			p.Report(path, "%s %s. Merge the two, with the citations and frequencies of both.", effect.GetTerm(), what).
				Related(p.Record, effectPath(at, ""), "The first")
		}
	},
}

// alike reports whether two side effects of a record say the same.
func alike(a, b *compendiumv1.SideEffect) bool {
	if ofClass(a) != ofClass(b) || apart(a, b) {
		return false
	}
	if sameTerm(a, b) {
		return true
	}
	return a.GetEffect() != "" && a.GetEffect() == b.GetEffect() && a.GetSeriousness() == b.GetSeriousness() &&
		slices.Equal(sorted(a.GetSeverity()), sorted(b.GetSeverity()))
}

func sameTerm(a, b *compendiumv1.SideEffect) bool {
	term := fold.Name(a.GetTerm())
	return term != "" && term == fold.Name(b.GetTerm())
}

func ofClass(effect *compendiumv1.SideEffect) bool {
	return effect.GetScope() == compendiumv1.SideEffect_CLASS
}

// apart reports whether all frequencies of one side effect are of products or uses that the other has none of.
func apart(a, b *compendiumv1.SideEffect) bool {
	of := func(f *compendiumv1.SideEffect_Frequency) [2]string { return [2]string{f.GetProduct(), f.GetUse()} }
	if len(a.GetFrequencies()) == 0 || len(b.GetFrequencies()) == 0 {
		return false
	}
	for _, f := range a.GetFrequencies() {
		if slices.ContainsFunc(b.GetFrequencies(),
			func(g *compendiumv1.SideEffect_Frequency) bool { return of(f) == of(g) }) {
			return false
		}
	}
	return true
}

func sorted(grades []compendiumv1.SideEffect_Severity) []compendiumv1.SideEffect_Severity {
	return slices.Sorted(slices.Values(grades))
}
