package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var drugReferenceMissing = validate.Rule{
	ID:       "drug-reference-missing",
	Severity: finding.Error,
	Title:    "A drug must cite its sources",
	Explanation: "Nobody can check a drug without a single citation. Add citations, each with its source, and name " +
		"their keys in the cites of the facts. If no source can be cited, record a gap on citations. A gap is still an " +
		"error for an active drug, and a warning for an investigational or withdrawn one. A register entry promises none.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.Citations) > 0 {
			return
		}
		missing(p, d, "citations", "%s cites no source",
			"Add citations, each with a key and its source, and name the keys in the cites of the facts.")
	},
}
