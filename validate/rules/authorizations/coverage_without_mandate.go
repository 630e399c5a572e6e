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
		"for another. Correct the jurisdiction, move the coverage to the regulator that it belongs to, or add the missing " +
		"mandate.",
	Record: func(p *validate.RecordPass) {
		regulator, _ := p.Record.Message().(*compendiumv1.Regulator)
		for i, c := range licensingCoverages(p.Record) {
			mandate := func(m *compendiumv1.Regulator_Mandate) bool { return m.GetJurisdiction() == c.GetJurisdiction() }
			// The schema reports a missing mandate or jurisdiction.
			if len(regulator.Mandates) == 0 || c.GetJurisdiction() == "" || slices.ContainsFunc(regulator.Mandates, mandate) {
				continue
			}
			p.Report(facts.CoveragePath(i, "jurisdiction"),
				"Coverage of %s is declared for %s, but %s has a mandate for %s only. Correct the jurisdiction, or add the "+
					"mandate.",
				c.GetDrug(), c.GetJurisdiction(), regulator.DisplayName, facts.Mandates(regulator)).
				Related(p.Record, "mandates", "The mandates of %s", regulator.DisplayName)
		}
	},
}
