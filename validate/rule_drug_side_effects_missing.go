package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleDrugSideEffectsMissing = Rule{
	ID:       "drug-side-effects-missing",
	Severity: finding.Error,
	Title:    "A drug must say what it may do to people",
	Explanation: "A drug without side effects reads as if it had none. Add side_effects, each with its term and citation. Where no source gives " +
		"them, or the source lost its list, record a gap on side_effects; for an active drug the gap is still an error, for an " +
		"investigational or withdrawn one it is a warning.",
	Bad: `-- drugs/examplinib.yaml --
side_effects:
`,
	Good: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, cites: [label]}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		if len(d.SideEffects) > 0 {
			return
		}
		p.missing(r, d, "side_effects", "%s has no side effects", "Add side_effects with a term and its citation.")
	},
}
