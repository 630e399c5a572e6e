package effects

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var effectMissing = validate.Rule{
	ID:       "effect-missing",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		for i, effect := range sideEffects(p) {
			if effect.GetTerm() != "" && effect.GetEffect() == "" {
				p.Report(effectPath(i, "effect"), "The side effect %s does not say which effect it is. Add effect with the "+
					"name of a record, as in effect: effects/nausea.", effect.GetTerm())
			}
		}
	},
}
