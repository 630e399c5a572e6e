package validate

import "github.com/opencompendium/compendium/finding"

var ruleClassAsDrug = Rule{
	ID:       "class-as-drug",
	Severity: finding.Error,
	Title:    "A class stands where a drug is meant",
	Explanation: "A class is never a drug: it has no route, no product and no license of its own. A field that takes drugs needs the drug that the " +
		"source means. Where the source names the class only, record the use at the class.",
	Bad: `-- regulators/agency.yaml --
coverages:
  - {drug: drugs/examplinib, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
  - {drug: drugs/trialimab, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
  - {drug: classes/example-class, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
`,
	Good: `-- regulators/agency.yaml --
coverages:
  - {drug: drugs/examplinib, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
  - {drug: drugs/trialimab, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
`,
	catalog: func(p *pass) {
		for ref := range p.Catalog.References() {
			if kindFault(ref) == classForDrug {
				p.report(ref.From, ref.Path, "%s is a class, and this field takes a drug. Name the drug that the source means.", ref.To)
			}
		}
	},
}
