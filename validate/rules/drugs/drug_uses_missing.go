package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var drugUsesMissing = validate.Rule{
	ID:       "drug-uses-missing",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.Uses) > 0 {
			return
		}
		missing(p, d, "uses", "%s has no uses", "Add uses with condition, strength, labels and citation.")
	},
}
