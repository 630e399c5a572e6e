package effects

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var effectMissing = validate.Rule{
	ID:       "effect-missing",
	Severity: finding.Warning,
	Title:    "A side effect names no effect",
	Explanation: "Sources have many words for one effect: feeling sick, nausea, upset stomach. The term stays as " +
		"the source " +
		"has it, and effect says which one it is, so that a question for an effect finds every wording. Name the record, " +
		"or write one for an effect that has none. Where a term is about several effects, name a broader one.",
	Record: func(p *validate.RecordPass) {
		for i, effect := range sideEffects(p) {
			if effect.GetTerm() != "" && effect.GetEffect() == "" {
				p.Report(effectPath(i, "effect"), "The side effect %s names no effect. Add effect with the record of "+
					"the effect, "+
					"as in effects/nausea.", effect.GetTerm())
			}
		}
	},
}
