package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCoverageProcedures(t *testing.T) {
	covered := func(jurisdiction, procedures string) string {
		return `-- drugs/trialimab.yaml --
coverage:
  - regulator: regulators/agency
    jurisdiction: ` + jurisdiction + `
    complete_as_of: "2026-01-01"
    basis: The register was read.
    cites: [page]
` + procedures
	}
	wrong := []string{"drugs/trialimab.yaml:18:5 error coverage[0]"}
	ruletest.Run(t, "coverage-procedures", []ruletest.Case{
		{Name: "the EU without", Change: covered("EU", ""), Want: wrong},
		{Name: "the EU, centralized", Change: covered("EU", "    procedures: [CENTRALIZED]\n")},
		{Name: "the EU, both", Change: covered("EU", "    procedures: [CENTRALIZED, NATIONAL]\n")},
		{Name: "the EU, national", Change: covered("EU", "    procedures: [NATIONAL]\n")},
		{Name: "the only procedure", Change: covered("EU", "    procedures: [CENTRALIZED]\n    only_procedure: true\n")},
		{Name: "the only one of two", Change: covered("EU",
			"    procedures: [CENTRALIZED, NATIONAL]\n    only_procedure: true\n"),
			Want: wrong},
		{Name: "the only one, national", Change: covered("EU", "    procedures: [NATIONAL]\n    only_procedure: true\n"),
			Want: wrong},
		{Name: "elsewhere without", Change: covered("US", "")},
		{Name: "elsewhere with", Change: covered("US", "    procedures: [CENTRALIZED]\n"), Want: wrong},
		{Name: "elsewhere the only one", Change: covered("US", "    only_procedure: true\n"), Want: wrong},
	})
}
