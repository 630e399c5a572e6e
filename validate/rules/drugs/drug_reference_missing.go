package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var drugReferenceMissing = validate.Rule{
	ID:       "drug-reference-missing",
	Severity: finding.Error,
	Title:    "A drug must say on whose authority it is described",
	Explanation: "A drug without a single citation is hearsay: nobody can check it. Add citations, each with its source, and name their keys in the " +
		"cites of the facts. Where no source can be cited, record a gap on citations; for an active drug the gap is still an error, for an " +
		"investigational or withdrawn one it is a warning.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.Citations) > 0 {
			return
		}
		missing(p, d, "citations", "%s cites no source at all", "Add citations with a key and its source, and name the keys where the facts stand.")
	},
}
