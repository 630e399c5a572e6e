package effects

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
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
		above := func(name string) []string { return parents[name] }
		var texts []effectName
		for _, r := range p.Catalog.Records(catalog.Effects) {
			effect, _ := r.Message().(*compendiumv1.Effect)
			if r.IsTombstone() {
				continue
			}
			parents[r.Name()] = effect.GetParents()
			names := []string{effect.GetDisplayName()}
			for _, n := range effect.GetNames() {
				names = append(names, n.GetText())
			}
			for _, text := range names {
				if key := fold.Name(text); key != "" && !slices.Contains(named[key], r.Name()) {
					named[key] = append(named[key], r.Name())
					texts = append(texts, effectName{r.Name(), text, stems(text)})
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
				if _, exists := parents[effect.GetEffect()]; !exists {
					continue
				}
				isKin := func(name string) bool {
					return facts.LeadsTo(effect.GetEffect(), name, above) || facts.LeadsTo(name, effect.GetEffect(), above)
				}
				called := named[fold.Name(effect.GetTerm())]
				if len(called) > 0 && !slices.ContainsFunc(called, isKin) {
					p.Report(r, effectPath(i, "effect"), "%s is a name of %s, but the effect given here is %s. Correct the "+
						"effect or the term, or add the term to the names of its effect.", effect.GetTerm(), called[0],
						effect.GetEffect())
				}
				if len(called) > 0 {
					continue
				}
				if other, name := within(texts, stems(effect.GetTerm()), isKin); other != "" {
					p.Report(r, effectPath(i, "effect"), "%s shares no word with %s, the effect given here, but has all words "+
						"of %s, a name of %s. Correct the effect or the term, or add the term to the names of its effect.",
						effect.GetTerm(), effect.GetEffect(), name, other).Lower(finding.Info)
				}
			}
		}
	},
}

// effectName is a name of an effect, with the stems of its words.
type effectName struct {
	effect, text string
	stems        []string
}

// within returns an effect that has all words of one of its names in a term that has no word of the effects that are
// kin to its own, and that name.
func within(names []effectName, term []string, isKin func(string) bool) (effect, name string) {
	for _, n := range names {
		shared := 0
		for _, s := range n.stems {
			if slices.Contains(term, s) {
				shared++
			}
		}
		switch {
		case shared == 0:
		case isKin(n.effect):
			return "", ""
		case name == "" && shared == len(n.stems):
			effect, name = n.effect, n.text
		}
	}
	return effect, name
}

// stems returns the words of a name that tell what it is, without their endings.
func stems(text string) []string {
	var all []string
	for _, word := range fold.Words(text) {
		if slices.Contains(plainWords, word) {
			continue
		}
		for _, ending := range []string{"ies", "es", "s", "ing", "ed", "y", "ful"} {
			if stem, ok := strings.CutSuffix(word, ending); ok && len(stem) > 2 {
				word = stem
				break
			}
		}
		all = append(all, word)
	}
	return all
}

// plainWords are words that names of many effects have.
var plainWords = strings.Fields("the of and or in with a an to from for by on as at after before high low raised " +
	"lower less more severe serious changes changed other some new blood")
