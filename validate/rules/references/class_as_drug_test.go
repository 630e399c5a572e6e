package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestClassAsDrug(t *testing.T) {
	ruletest.Run(t, "class-as-drug", []ruletest.Case{
		{Name: "a field that takes classes too", Change: `-- trials/example.yaml --
tested: [classes/example-class]
`},
		{Name: "a class among the ingredients", Change: `-- drugs/examplinib.yaml --
ingredients: [classes/example-class, drugs/trialimab]
`,
			Want: []string{"drugs/examplinib.yaml:36:15 error ingredients[0]"}},
		{Name: "a class in place of a replacement", Change: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: [classes/example-class]
`,
			Want: []string{"drugs/oldimab.yaml:3:15 error replaced_by[0]"}},
		{Name: "in a regimen it is another rule", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: classes/example-class, role: ADDED, cites: [page]}
`},
	})
}
