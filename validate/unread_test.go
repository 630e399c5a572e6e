package validate_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// A record that is not read whole is one finding: what it would have said is not reported as missing elsewhere.
func TestBrokenRecordsHideMissingFacts(t *testing.T) {
	ruletest.Run(t, "source-unused", []ruletest.Case{
		{Name: "the only citation is in a record with a slip", Change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- conditions/other.yaml --
display_nam: Other
citations:
  extra: {source: sources/extra
`},
		{Name: "the record with a slip does not cite it", Change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- conditions/other.yaml --
display_nam: Other
`, Want: []string{"sources/extra.yaml:1:1 warning "}},
	})
	ruletest.Run(t, "coverage-undeclared", []ruletest.Case{
		{Name: "the regulator's record has a slip", Change: "-- regulators/agency.yaml --\nmandates: [{jurisdiction: US\n"},
	})
}
