package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var drugSideEffectsMissing = validate.Rule{
	ID:       "drug-side-effects-missing",
	Severity: finding.Error,
	Title:    "A drug must state its side effects",
	Explanation: "A drug without side effects reads as if it had none. Add side_effects, each with its term and " +
		"citation. If no source names any, or the source lost its list, record a gap on side_effects. A gap is still an " +
		"error for an active drug, and a warning for an investigational or withdrawn one. A register entry promises none.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.SideEffects) > 0 {
			return
		}
		missing(p, d, "side_effects", "%s has no side effects", "Add side_effects with a term and its citation.")
	},
}
