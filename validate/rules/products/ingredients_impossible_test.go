package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestIngredientsImpossible(t *testing.T) {
	ruletest.Run(t, "ingredients-impossible", []ruletest.Case{
		{Name: "two", Change: `-- drugs/examplinib.yaml --
ingredients: [drugs/trialimab, drugs/otherimab]
`},
		{Name: "an empty list", Change: `-- drugs/examplinib.yaml --
ingredients: []
`},
		{Name: "one", Change: `-- drugs/examplinib.yaml --
ingredients: [drugs/trialimab]
`,
			Want: []string{"drugs/examplinib.yaml:36:1 error ingredients"}},
		{Name: "itself", Change: `-- drugs/examplinib.yaml --
ingredients: [drugs/trialimab, drugs/examplinib]
`,
			Want: []string{"drugs/examplinib.yaml:36:32 error ingredients[1]"}},
	})
}
