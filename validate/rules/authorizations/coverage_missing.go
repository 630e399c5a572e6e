package authorizations

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var coverageMissing = validate.Rule{
	ID:       "coverage-missing",
	Severity: finding.Warning,
	Title:    "A regulator's coverage of a drug is required but not declared",
	Explanation: "A project that sets every_drug for a regulator, under coverages in its compendium.yaml, requires that " +
		"the regulator's register was read for each drug with a label there. Read it, add the missing events, and declare " +
		"the coverage in the regulator's record with its basis and citation. The configuration cannot declare it: the " +
		"proof that a use is off label belongs in the records.",
	Catalog: func(p *validate.CatalogPass) {
		for _, regulator := range p.Regulators.All() {
			if !p.Policy.Coverage(regulator.GetName()).GetEveryDrug() ||
				regulator.Kind == compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT {
				continue
			}
			declared := make(map[[2]string]bool)
			for _, c := range regulator.Coverages {
				declared[[2]string{c.GetDrug(), c.GetJurisdiction()}] = true
			}
			for _, record := range p.Catalog.Records(catalog.Drugs) {
				checkCovered(p, regulator, record, declared)
			}
		}
	},
}

// checkCovered reports each jurisdiction of a drug's labels for which a regulator's coverage is not declared, with the
// first label.
func checkCovered(p *validate.CatalogPass, regulator *compendiumv1.Regulator, record *catalog.Record,
	declared map[[2]string]bool) {
	if record.Drug().GetLifecycle() == compendiumv1.Drug_RETIRED {
		return
	}
	at, _ := p.Catalog.Get(regulator.GetName())
	done := make(map[string]bool)
	for i, use := range record.Drug().GetUses() {
		for j, l := range use.GetLabels() {
			jurisdiction := l.GetJurisdiction()
			if done[jurisdiction] || declared[[2]string{record.Name(), jurisdiction}] ||
				!facts.LicensesOn(regulator, jurisdiction, p.AsOf) {
				continue
			}
			done[jurisdiction] = true
			p.Report(at, "coverages", "The records for %s in %s are not declared complete, which %s requires. Read the "+
				"register and declare the coverage, with its basis and citation.",
				record.Name(), jurisdiction, p.Policy.Name()).
				Related(record, facts.LabelPath(i, j, ""), "A label of %s for %s", record.Name(), jurisdiction)
		}
	}
}
