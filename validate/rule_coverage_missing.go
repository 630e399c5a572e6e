package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleCoverageMissing = Rule{
	ID:       "coverage-missing",
	Severity: finding.Warning,
	Title:    "A regulator's coverage of a drug is asked for and not declared",
	Explanation: "A project that sets every_drug for a regulator, under coverages in its compendium.yaml, asks that somebody has read the regulator's " +
		"register for each drug that has a label there. Read it, add the events that are missing, and declare the coverage in the regulator's record with " +
		"its basis and citation. A configuration cannot declare it: what proves a use off label is in the records.",
	Bad: `-- compendium.yaml --
coverages:
  - {regulator: regulators/agency, every_drug: true}
-- regulators/agency.yaml --
mandates:
  - {jurisdiction: US}
  - {jurisdiction: CA}
-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
      - {jurisdiction: CA, unknown: The register of Canada was not read for this drug.}
    cites: [page]
`,
	Good: `-- compendium.yaml --
coverages:
  - {regulator: regulators/agency, every_drug: true}
`,
	record: func(p *pass, r *catalog.Record) {
		regulator, ok := r.Message().(*compendiumv1.Regulator)
		if !ok || !p.Policy.Coverage(r.Name()).GetEveryDrug() || regulator.Kind == compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT {
			return
		}
		declared := make(map[[2]string]bool)
		for _, c := range regulator.Coverages {
			declared[[2]string{c.GetDrug(), c.GetJurisdiction()}] = true
		}
		for _, record := range p.Catalog.Records(catalog.Drugs) {
			p.uncovered(r, regulator, record, declared)
		}
	},
}

// uncovered reports each jurisdiction of a drug's labels for which a regulator's coverage is not declared, with the first label.
func (p *pass) uncovered(r *catalog.Record, regulator *compendiumv1.Regulator, record *catalog.Record, declared map[[2]string]bool) {
	if record.Drug().GetLifecycle() == compendiumv1.Drug_RETIRED {
		return
	}
	done := make(map[string]bool)
	for i, use := range record.Drug().GetUses() {
		for j, l := range use.GetLabels() {
			jurisdiction := l.GetJurisdiction()
			if done[jurisdiction] || declared[[2]string{record.Name(), jurisdiction}] || !licensesOn(regulator, jurisdiction, p.AsOf) {
				continue
			}
			done[jurisdiction] = true
			p.report(r, "coverages", "The records for %s in %s are not declared complete, which %s asks for. Read the register and declare the coverage, with its basis and citation.",
				record.Name(), jurisdiction, p.Policy.File().Name()).
				alongside(record, labelPath(i, j, ""), "A label of %s for %s", record.Name(), jurisdiction)
		}
	}
}
