package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var drugReferenceMissing = validate.Rule{
	ID:       "drug-reference-missing",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.Citations) > 0 {
			return
		}
		missing(p, d, "citations", "%s cites no source",
			"Add citations, each with a key and its source, and name the keys in the cites of the facts.")
	},
}
