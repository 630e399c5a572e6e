package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDrugProductMissing(t *testing.T) {
	ruletest.Run(t, "drug-product-missing", []ruletest.Case{
		{Name: "a product without events is one", Change: `-- drugs/trialimab.yaml --
products:
  - {brand: Triala, jurisdiction: US}
gaps:
`},
		{Name: "a gap says why", Change: `-- drugs/trialimab.yaml --
gaps:
  - {field: codes.unii, reason: Not looked up.}
  - {field: products, reason: It was never licensed.}
`},
		{Name: "a gap says why in an active drug too", Change: `-- drugs/examplinib.yaml --
products:
gaps:
  - {field: products, reason: Not looked up yet.}
`},
		{Name: "neither", Change: `-- drugs/trialimab.yaml --
gaps:
`, Want: []string{"drugs/trialimab.yaml:1:1 error products"}},
		{Name: "a gap of a field below excuses nothing", Change: `-- drugs/trialimab.yaml --
gaps:
  - {field: products.holder, reason: Not stated.}
`, Want: []string{"drugs/trialimab.yaml:1:1 error products"}},
		{Name: "nothing in an active drug", Change: `-- drugs/examplinib.yaml --
products:
`, Want: []string{"drugs/examplinib.yaml:1:1 error products"}},
		{Name: "a tombstone has none", Change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: [drugs/examplinib]
`},
	})
}
