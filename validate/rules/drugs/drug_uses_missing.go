package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var drugUsesMissing = validate.Rule{
	ID:       "drug-uses-missing",
	Severity: finding.Error,
	Title:    "A monograph must say what the drug is used for",
	Explanation: "A monograph without uses answers no question about the drug, as one without a route does. Add uses, " +
		"each with its condition, strength and labels. If no source names a use, record a gap on uses. A gap is still an " +
		"error for an active drug, and a warning for an investigational or withdrawn one. A record that says only what a " +
		"register tells has the depth REGISTER.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.Uses) > 0 {
			return
		}
		missing(p, d, "uses", "%s has no uses", "Add uses with condition, strength, labels and citation.")
	},
}
