package validate

import "github.com/opencompendium/compendium/finding"

var ruleRegimenComponentNotDrug = Rule{
	ID:       "regimen-component-not-drug",
	Severity: finding.Error,
	Title:    "A component of a regimen must be a drug",
	Explanation: "A regimen is drugs given together by a plan. A procedure, a class or another regimen is no component: name the drugs themselves, " +
		"and record what is done beside them as a partner of a use.",
	Bad: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: procedures/example-procedure, role: ADDED, cites: [page]}
`,
	Good: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: drugs/trialimab, role: ADDED, cites: [page]}
`,
	catalog: func(p *pass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == notADrug {
				p.report(ref.From, ref.Path, "%s is no drug, and a regimen is made of drugs. Name the drug.", ref.To)
			}
		}
	},
}
