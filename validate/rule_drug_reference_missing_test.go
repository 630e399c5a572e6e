package validate_test

import "testing"

func TestDrugReferenceMissing(t *testing.T) {
	testRule(t, "drug-reference-missing", []ruleCase{
		{name: "one is enough", change: `-- drugs/examplinib.yaml --
citations:
  label: {source: sources/label}
`},
		{name: "none in an active drug", change: `-- drugs/examplinib.yaml --
citations:
`, want: []string{"drugs/examplinib.yaml:1:1 error citations"}},
		{name: "an empty map is none", change: `-- drugs/examplinib.yaml --
citations: {}
`, want: []string{"drugs/examplinib.yaml:33:1 error citations"}},
		{name: "a gap does not excuse an active drug", change: `-- drugs/examplinib.yaml --
citations:
gaps:
  - {field: citations, reason: Nothing was found.}
`, want: []string{"drugs/examplinib.yaml:34:5 error gaps[0]"}},
		{name: "a gap in an investigational drug is a warning", change: `-- drugs/trialimab.yaml --
citations:
gaps:
  - {field: products, reason: It was never licensed.}
  - {field: citations, reason: Nothing was found.}
`, want: []string{"drugs/trialimab.yaml:18:5 warning gaps[1]"}},
		{name: "none in an investigational drug without a gap", change: `-- drugs/trialimab.yaml --
citations:
`, want: []string{"drugs/trialimab.yaml:1:1 error citations"}},
		{name: "a tombstone has none", change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: drugs/examplinib
`},
	})
}
