package validate_test

import "testing"

func TestDrugProductMissing(t *testing.T) {
	testRule(t, "drug-product-missing", []ruleCase{
		{name: "a product without events is one", change: `-- drugs/trialimab.yaml --
products:
  - {brand: Triala, jurisdiction: US}
gaps:
`},
		{name: "a gap says why", change: `-- drugs/trialimab.yaml --
gaps:
  - {field: codes.unii, reason: Not looked up.}
  - {field: products, reason: It was never licensed.}
`},
		{name: "a gap says why in an active drug too", change: `-- drugs/examplinib.yaml --
products:
gaps:
  - {field: products, reason: Not looked up yet.}
`},
		{name: "neither", change: `-- drugs/trialimab.yaml --
gaps:
`, want: []string{"drugs/trialimab.yaml:1:1 error products"}},
		{name: "a gap of a field below excuses nothing", change: `-- drugs/trialimab.yaml --
gaps:
  - {field: products.holder, reason: Not stated.}
`, want: []string{"drugs/trialimab.yaml:1:1 error products"}},
		{name: "nothing in an active drug", change: `-- drugs/examplinib.yaml --
products:
`, want: []string{"drugs/examplinib.yaml:1:1 error products"}},
		{name: "a tombstone has none", change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: drugs/examplinib
`},
	})
}
