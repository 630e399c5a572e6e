package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var coverageMissing = validate.Rule{
	ID:       "coverage-missing",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for _, regulator := range p.Regulators.All() {
			if p.Policy.Coverage(regulator.GetName()).GetEveryDrug() &&
				regulator.Kind != compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT {
				checkCovered(p, d, regulator)
			}
		}
	},
}

// checkCovered reports each jurisdiction of a drug's labels for which a regulator's coverage is not declared, with the
// first label.
func checkCovered(p *validate.RecordPass, d *compendiumv1.Drug, regulator *compendiumv1.Regulator) {
	done := make(map[string]bool)
	for _, c := range d.GetCoverage() {
		if c.GetRegulator() == regulator.GetName() {
			done[c.GetJurisdiction()] = true
		}
	}
	for i, use := range d.GetUses() {
		for j, l := range use.GetLabels() {
			jurisdiction := l.GetJurisdiction()
			if done[jurisdiction] || !facts.LicensesOn(regulator, jurisdiction, p.AsOf) {
				continue
			}
			done[jurisdiction] = true
			p.Report(facts.LabelPath(i, j, ""), "The records of %s for %s are not declared complete, which %s requires. Read "+
				"the register and declare the coverage, with its basis and citation.",
				regulator.GetName(), jurisdiction, p.Policy.Name())
		}
	}
}
