package validate

import "github.com/opencompendium/compendium/finding"

var ruleCoverageOfPayer = Rule{
	ID:       "coverage-of-payer",
	Severity: finding.Error,
	Title:    "A body that pays cannot cover licenses",
	Explanation: "A coverage declares that all acts of a regulator on a drug are on record, so that a missing approval means something. A body for " +
		"health technology assessment approves nothing: its silence proves nothing about a label. Remove coverages; its decisions go into " +
		"access_decisions of the drug.",
	Bad: `-- regulators/payer.yaml --
coverages:
  - {drug: drugs/examplinib, jurisdiction: US, complete_as_of: "2026-01-01", basis: All its guidance was read., cites: [page]}
citations:
  page: {source: sources/page}
`,
	Good: `-- regulators/payer.yaml --
display_name: Payer
kind: HEALTH_TECHNOLOGY_ASSESSMENT
`,
}
