package validate_test

import "testing"

// A record that is not read whole is one finding: what it would have said is not reported as missing elsewhere.
func TestBrokenRecordsHideWhatTheySay(t *testing.T) {
	testRule(t, "source-unused", []ruleCase{
		{name: "the only citation is in a record with a slip", change: `-- sources/extra.yaml --
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
		{name: "the record with a slip does not cite it", change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- conditions/other.yaml --
display_nam: Other
`, want: []string{"sources/extra.yaml:1:1 warning "}},
	})
	testRule(t, "coverage-undeclared", []ruleCase{
		{name: "the regulator's record has a slip", change: "-- regulators/agency.yaml --\nmandates: [{jurisdiction: US\n"},
	})
}
