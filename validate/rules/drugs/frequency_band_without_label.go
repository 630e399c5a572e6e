package drugs

import (
	"fmt"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var frequencyBandWithoutLabel = validate.Rule{
	ID:       "frequency-band-without-label",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		m, ok := p.Record.Message().(interface {
			GetSideEffects() []*compendiumv1.SideEffect
			GetCitations() map[string]*compendiumv1.Citation
		})
		if !ok {
			return
		}
		for i, effect := range m.GetSideEffects() {
			for j, f := range effect.GetFrequencies() {
				if f.GetBand() != 0 && facts.CitesNoLabel(p, m.GetCitations(), f.GetCites()) {
					p.Report(fmt.Sprintf("side_effects[%d].frequencies[%d].band", i, j),
						"%s has the frequency band %s, but none of the sources of this frequency is a label. Cite that label, or "+
							"remove the band.", effect.GetTerm(), f.GetBand())
				}
			}
		}
	},
}
