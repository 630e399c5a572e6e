package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var drugSideEffectsMissing = validate.Rule{
	ID:       "drug-side-effects-missing",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.SideEffects) > 0 {
			return
		}
		missing(p, d, "side_effects", "%s has no side effects", "Add side_effects with a term and its citation.")
	},
}
