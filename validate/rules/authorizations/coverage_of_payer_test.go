package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCoverageOfPayer(t *testing.T) {
	ruletest.Run(t, "coverage-of-payer", []ruletest.Case{
		{Name: "a payer without", Change: `-- regulators/payer.yaml --
kind: HEALTH_TECHNOLOGY_ASSESSMENT
`},
		{Name: "a regulator with", Change: `-- regulators/agency.yaml --
kind: LICENSING
`},
		{Name: "a payer with", Change: `-- regulators/payer.yaml --
coverages:
  - {drug: drugs/examplinib, jurisdiction: US, complete_as_of: "2026-01-01", basis: All its guidance was read., cites: [page]}
citations:
  page: {source: sources/page}
`,
			Want: []string{"regulators/payer.yaml:5:1 error coverages"}},
	})
}
