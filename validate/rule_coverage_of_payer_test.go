package validate_test

import "testing"

func TestCoverageOfPayer(t *testing.T) {
	testRule(t, "coverage-of-payer", []ruleCase{
		{name: "a payer without", change: `-- regulators/payer.yaml --
kind: HEALTH_TECHNOLOGY_ASSESSMENT
`},
		{name: "a regulator with", change: `-- regulators/agency.yaml --
kind: LICENSING
`},
		{name: "a payer with", change: `-- regulators/payer.yaml --
coverages:
  - {drug: drugs/examplinib, jurisdiction: US, complete_as_of: "2026-01-01", basis: All its guidance was read., cites: [page]}
citations:
  page: {source: sources/page}
`,
			want: []string{"regulators/payer.yaml:5:1 error coverages"}},
	})
}
