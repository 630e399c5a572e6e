package authorizations

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var coverageWithoutMandate = validate.Rule{
	ID:       "coverage-without-mandate",
	Severity: finding.Error,
	Title:    "Coverage is declared for a jurisdiction outside the regulator's mandate",
	Explanation: "The register of a regulator covers only the jurisdictions it licenses for, so it cannot be complete " +
		"for another. Correct the jurisdiction, name the regulator that the coverage belongs to, or add the missing " +
		"mandate to the regulator's record.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, c := range d.GetCoverage() {
			regulator := p.Regulators.Get(c.GetRegulator())
			mandate := func(m *compendiumv1.Regulator_Mandate) bool { return m.GetJurisdiction() == c.GetJurisdiction() }
			// Other rules report an unknown regulator, one without mandates, and a missing jurisdiction.
			if isPayer(regulator) || len(regulator.GetMandates()) == 0 || c.GetJurisdiction() == "" ||
				slices.ContainsFunc(regulator.Mandates, mandate) {
				continue
			}
			report := p.Report(facts.CoveragePath(i, "jurisdiction"),
				"The coverage is declared for %s, but %s has a mandate for %s only. Correct the jurisdiction, or add the "+
					"mandate.",
				c.GetJurisdiction(), regulator.DisplayName, facts.Mandates(regulator))
			if at, ok := p.Get(regulator.Name); ok {
				report.Related(at, "mandates", "The mandates of %s", regulator.DisplayName)
			}
		}
	},
}
