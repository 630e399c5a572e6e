package validate

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleCoverageWithoutMandate = Rule{
	ID:       "coverage-without-mandate",
	Severity: finding.Error,
	Title:    "Coverage is declared for a jurisdiction outside the regulator's mandate",
	Explanation: "A regulator's register says nothing about the licenses of a jurisdiction in which it does not license, so it cannot be complete " +
		"for it. Correct the jurisdiction, move the coverage to the regulator that it belongs to, or add the mandate that is missing.",
	Bad: `-- regulators/agency.yaml --
coverages:
  - {drug: drugs/examplinib, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
  - {drug: drugs/trialimab, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
  - {drug: drugs/trialimab, jurisdiction: CA, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
`,
	Good: `-- regulators/agency.yaml --
mandates:
  - {jurisdiction: US}
  - {jurisdiction: CA}
coverages:
  - {drug: drugs/examplinib, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
  - {drug: drugs/trialimab, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
  - {drug: drugs/trialimab, jurisdiction: CA, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
`,
	record: func(p *pass, r *catalog.Record) {
		regulator, _ := r.Message().(*compendiumv1.Regulator)
		for i, c := range licensingCoverages(r) {
			mandate := func(m *compendiumv1.Regulator_Mandate) bool { return m.GetJurisdiction() == c.GetJurisdiction() }
			// Without any mandate, or without the jurisdiction, the schema has said so.
			if len(regulator.Mandates) == 0 || c.GetJurisdiction() == "" || slices.ContainsFunc(regulator.Mandates, mandate) {
				continue
			}
			p.report(r, coveragePath(i, "jurisdiction"), "Coverage of %s is declared for %s, and %s has a mandate for %s only. Correct the jurisdiction, or add the mandate.",
				c.GetDrug(), c.GetJurisdiction(), regulator.DisplayName, mandated(regulator)).
				alongside(r, "mandates", "The mandates of %s", regulator.DisplayName)
		}
	},
}
