package effects

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var frequencyConflict = validate.Rule{
	ID:       "frequency-conflict",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		for i, effect := range sideEffects(p) {
			if inConflict(p, effect) {
				continue
			}
			said := statements(i, effect)
			for k, b := range said {
				at := slices.IndexFunc(said[:k], func(a statement) bool { return a.about == b.about && farApart(a.band, b.band) })
				if at >= 0 {
					p.Report(b.path, "%s occurs in %s, but another source says %s, at least two bands away. State for which "+
						"product, use or exposure each holds, or record a "+
						"conflict.", effect.GetTerm(), b.words, said[at].words).
						Related(p.Record, said[at].path, "The other statement")
					break
				}
			}
			if len(said) > 1 && said[0].path == effectPath(i, "source_frequency") && farFromAll(said[0], said[1:]) {
				p.Report(said[0].path, "%s occurs in %s, but the labels of all other products are at least three bands "+
					"away, as in %s. Correct the wrong one, or state for whom each "+
					"holds.", effect.GetTerm(), said[0].words, said[1].words).
					Related(p.Record, said[1].path, "The other statement").Lower(finding.Info)
			}
		}
	},
}

// farFromAll reports whether a word is three bands or more from each statement, and each of these is about all people
// who are given one product.
func farFromAll(word statement, all []statement) bool {
	return !slices.ContainsFunc(all, func(s statement) bool {
		return s.product == "" || s.about != about(&compendiumv1.SideEffect_Frequency{Product: s.product}) ||
			max(word.band-s.band, s.band-word.band) < 3
	})
}

// statement is how often an effect occurs, according to a word, band or rate.
type statement struct {
	path, words string
	about       string // what group of people
	product     string
	band        compendiumv1.SideEffect_FrequencyBand
}

// statements returns what a side effect says of how often it occurs, as far as it is a word of labels, a band or a
// rate. A rate of 0 is of a group too small to tell.
func statements(i int, effect *compendiumv1.SideEffect) []statement {
	var all []statement
	if band := bandOfWord(effect.GetSourceFrequency()); band != 0 {
		words := fmt.Sprintf("%q, the source's word", effect.GetSourceFrequency())
		all = append(all, statement{effectPath(i, "source_frequency"), words, about(nil), "", band})
	}
	for j, f := range effect.GetFrequencies() {
		r, rated := parseRate(f.GetPercent())
		switch {
		case rated && 0 < r.value && r.value <= 100:
			all = append(all, statement{frequencyPath(i, j, "percent"), f.GetPercent() + " %", about(f), f.GetProduct(),
				bandOfRate(r.value)})
		case isRange(f.GetBand()):
			all = append(all, statement{frequencyPath(i, j, "band"), f.GetBand().String(), about(f), f.GetProduct(),
				f.GetBand()})
		}
	}
	return all
}

// about returns what group of people a frequency counts. Only those of one group can be compared.
func about(f *compendiumv1.SideEffect_Frequency) string {
	grades := slices.Clone(f.GetSeverity())
	slices.Sort(grades)
	return fmt.Sprintf("%q %q %v %q", f.GetProduct(), f.GetUse(), grades, facts.FoldText(f.GetExposure()))
}

func farApart(a, b compendiumv1.SideEffect_FrequencyBand) bool { return a-b >= 2 || b-a >= 2 }

// inConflict reports whether a conflict of the record is about a side effect.
func inConflict(p *validate.RecordPass, effect *compendiumv1.SideEffect) bool {
	item := document.Keyed("side_effects", effect.GetTerm())
	return slices.ContainsFunc(catalog.Conflicts(p.Record.Message()), func(c *compendiumv1.Conflict) bool {
		return strings.HasPrefix(c.GetField(), item) || strings.HasPrefix(c.GetField()+".", "side_effects.")
	})
}
