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
				c.GetJurisdiction(), regulator.DisplayName, facts.Mandates(regulator)).
				CausedBy(finding.Field{File: p.FileOf(regulator.Name), Path: "mandates"}) // if no event is within them
			if at, ok := p.Get(regulator.Name); ok {
				report.Related(at, "mandates", "The mandates of %s", regulator.DisplayName)
			}
		}
	},
}
