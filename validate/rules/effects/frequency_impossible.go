package effects

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var frequencyImpossible = validate.Rule{
	ID:       "frequency-impossible",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for i, effect := range sideEffects(p) {
			for j, f := range effect.GetFrequencies() {
				for _, field := range []struct{ name, text string }{
					{"percent", f.GetPercent()}, {"comparator_percent", f.GetComparatorPercent()},
				} {
					if r, ok := parseRate(field.text); ok && (r.value < 0 || r.value > 100) {
						p.Report(frequencyPath(i, j, field.name), "%s %% is not a share of people. Write a number from 0 to 100.",
							field.text)
					}
				}
				r, ok := parseRate(f.GetPercent())
				band := f.GetBand()
				if ok && 0 <= r.value && r.value <= 100 && isRange(band) && !r.in(band) {
					p.Report(frequencyPath(i, j, "band"), "%s %% is %s, not %s. Correct the wrong one or, if they count "+
						"different people, write two frequencies.", f.GetPercent(), bandOfRate(r.value), band).
						Related(p.Record, frequencyPath(i, j, "percent"), "The rate")
				}
			}
		}
	},
}

// isRange reports whether a band is a range of rates.
func isRange(band compendiumv1.SideEffect_FrequencyBand) bool {
	return compendiumv1.SideEffect_VERY_COMMON <= band && band <= compendiumv1.SideEffect_VERY_RARE
}
