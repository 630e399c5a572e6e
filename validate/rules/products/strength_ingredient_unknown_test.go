package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestStrengthIngredientUnknown(t *testing.T) {
	ruletest.Run(t, "strength-ingredient-unknown", []ruletest.Case{
		{Name: "each of the ingredients", Change: `-- drugs/examplinib.yaml --
ingredients: [drugs/a, drugs/b]
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    strengths:
      - {ingredient: drugs/a, amount: {value: "10", unit: mg}}
      - {ingredient: drugs/b, amount: {value: "5", unit: mg}}
      - {text: 10 mg and 5 mg}
`},
		{Name: "a drug of one substance", Change: `-- drugs/examplinib.yaml --
products:
  - {id: exampla-us, brand: Exampla, jurisdiction: US, strengths: [{ingredient: drugs/examplinib, text: 10 mg}]}
`,
			Want: []string{"drugs/examplinib.yaml:14:81 error products[0].strengths[0].ingredient"}},
		{Name: "another drug", Change: `-- drugs/examplinib.yaml --
ingredients: [drugs/a, drugs/b]
products:
  - {id: exampla-us, brand: Exampla, jurisdiction: US, strengths: [{ingredient: drugs/c, text: 10 mg}]}
`,
			Want: []string{"drugs/examplinib.yaml:14:81 error products[0].strengths[0].ingredient"}},
	})
}
