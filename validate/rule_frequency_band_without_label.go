package validate

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleFrequencyBandWithoutLabel = Rule{
	ID:       "frequency-band-without-label",
	Severity: finding.Error,
	Title:    "A frequency band must come from a label",
	Explanation: "A band such as COMMON means a proportion of the people treated (1 in 100 to 1 in 10), which only labels give. The word \"common\" on " +
		"a page for patients does not. Cite the label that gives the band, or remove frequency_band and keep the source's word in " +
		"source_frequency.",
	Bad: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, source_frequency: common, frequency_band: COMMON, cites: [page]}
`,
	Good: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, source_frequency: common, frequency_band: COMMON, cites: [page, label]}
`,
	record: func(p *pass, r *catalog.Record) {
		m, ok := r.Message().(interface {
			GetSideEffects() []*compendiumv1.SideEffect
			GetCitations() map[string]*compendiumv1.Citation
		})
		if !ok {
			return
		}
		for i, effect := range m.GetSideEffects() {
			if effect.GetFrequencyBand() != 0 && p.citesNoLabel(m.GetCitations(), effect.GetCites()) {
				p.report(r, fmt.Sprintf("side_effects[%d].frequency_band", i), "%s has the frequency band %s, and none of its sources is a label. Cite the label that gives it, or remove the band.",
					effect.GetTerm(), effect.GetFrequencyBand())
			}
		}
	},
}

// citesNoLabel says whether keys lead to sources of which none is a label. A key that leads nowhere, which other rules report, may be
// meant for one.
func (p *pass) citesNoLabel(citations map[string]*compendiumv1.Citation, keys []string) bool {
	for _, key := range keys {
		if source := p.cited(citations, key); source == nil || source.Kind == compendiumv1.Source_LABEL {
			return false
		}
	}
	return len(keys) > 0
}
