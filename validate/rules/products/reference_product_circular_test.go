package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReferenceProductCircular(t *testing.T) {
	ruletest.Run(t, "reference-product-circular", []ruletest.Case{
		{Name: "none"},
		{Name: "a chain, and one whose reference is not recorded", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, jurisdiction: US, reference_product: b, relation: BIOSIMILAR}
  - {id: b, jurisdiction: US, reference_product: c, relation: HYBRID}
  - {id: c, jurisdiction: US}
  - {id: d, jurisdiction: US, reference_product: b, relation: GENERIC}
  - {id: e, jurisdiction: US, relation: GENERIC}
  - {id: f, jurisdiction: US, reference_product: missing}
`},
		{Name: "two that refer to each other, and one that leads there", Change: `-- drugs/examplinib.yaml --
products:
  - {id: z, jurisdiction: US, reference_product: a}
  - {id: a, jurisdiction: US, reference_product: b}
  - {id: b, jurisdiction: US, reference_product: a}
`,
			Want: []string{"drugs/examplinib.yaml:16:50 error products[2].reference_product"}},
		{Name: "products without an id are none to refer to", Change: `-- drugs/examplinib.yaml --
products:
  - {brand: A, jurisdiction: US}
  - {brand: B, jurisdiction: US}
`},
	})
}
