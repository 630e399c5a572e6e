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
	Title:    "A payer cannot cover licenses",
	Explanation: "A coverage declares that all acts of a regulator on a drug are on record, so that a missing approval " +
		"means something. A body for health technology assessment approves nothing: the absence of its decisions proves " +
		"nothing about a label. Remove the coverage; its decisions go into access_decisions.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, c := range d.GetCoverage() {
			if isPayer(p.Regulators.Get(c.GetRegulator())) {
				p.Report(facts.CoveragePath(i, "regulator"),
					"%s decides about paying and licenses nothing, so that it covers no licenses. Remove the coverage.",
					c.GetRegulator())
			}
		}
	},
}

// isPayer reports whether a body is one for health technology assessment.
func isPayer(regulator *compendiumv1.Regulator) bool {
	return regulator.GetKind() == compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT
}
