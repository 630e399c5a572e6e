package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var coverageOfPayer = validate.Rule{
	ID:       "coverage-of-payer",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, c := range d.GetCoverage() {
			if regulator := p.Regulators.Get(c.GetRegulator()); isPayer(regulator) {
				p.Report(facts.CoveragePath(i, "regulator"),
					"%s decides about reimbursement and licenses nothing, so no coverage of licenses can be declared for it. "+
						"Remove the coverage.",
					c.GetRegulator()).CausedBy(kindOf(p, regulator))
			}
		}
	},
}

// isPayer reports whether a body is one for health technology assessment.
func isPayer(regulator *compendiumv1.Regulator) bool {
	return regulator.GetKind() == compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT
}
