package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var registerEntryWithClinicalFacts = validate.Rule{
	ID:       "register-entry-with-clinical-facts",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if d.Depth != compendiumv1.Drug_REGISTER {
			return
		}
		for _, part := range []struct {
			field, called string
			items         int
		}{
			{"uses", "uses", len(d.Uses)},
			{"side_effects", "side effects", len(d.SideEffects)},
			{"safety", "safety items", len(d.Safety)},
			{"doses", "doses", len(d.Doses)},
		} {
			if part.items > 0 {
				p.Report(part.field, "%s is a register entry and has %s. Make it a MONOGRAPH and complete it, or remove them.",
					facts.Called(d), part.called)
			}
		}
	},
}
