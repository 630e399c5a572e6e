package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestBrandWithoutJurisdiction(t *testing.T) {
	ruletest.Run(t, "brand-without-jurisdiction", []ruletest.Case{
		{Name: "a brand with its market", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US]}
`},
		{Name: "another kind of name needs none", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: EX-1, type: CODE_NAME}
`},
		{Name: "a brand without", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND}
`,
			Want: []string{"drugs/examplinib.yaml:7:5 error names[1]"}},
		{Name: "a brand with an empty list", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: []}
`,
			Want: []string{"drugs/examplinib.yaml:7:5 error names[1]"}},
	})
}
