package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestBrandUnlisted(t *testing.T) {
	ruletest.Run(t, "brand-unlisted", []ruletest.Case{
		{Name: "a brand that is a name"},
		{Name: "a brand that is not", Change: `-- drugs/examplinib.yaml --
names: [{text: examplinib, type: INN}]
`,
			Want: []string{"drugs/examplinib.yaml:15:12 info products[0].brand"}},
		{Name: "a register entry", Change: `-- drugs/examplinib.yaml --
depth: REGISTER
names: [{text: examplinib, type: INN}]
`},
		{Name: "sold under a salt, and without a brand", Change: `-- drugs/examplinib.yaml --
names: [{text: examplinib, type: INN}, {text: examplinib mesylate, type: SALT}]
products:
  - {id: a, brand: Examplinib mesylate, jurisdiction: US}
  - {id: b, brand: Examplinib, jurisdiction: US}
  - {id: c, jurisdiction: US}
`},
		{Name: "no product where the events are complete", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US]}
  - {text: Examplo, type: BRAND, jurisdictions: [GB, US]}
`,
			Want: []string{"drugs/examplinib.yaml:8:54 info names[2].jurisdictions[1]"}},
	})
}
