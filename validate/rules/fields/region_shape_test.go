package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRegionShape(t *testing.T) {
	ruletest.Run(t, "region-shape", []ruletest.Case{
		{Name: "a country", Change: `-- sources/page.yaml --
jurisdiction: GB
`},
		{Name: "the European Union", Change: `-- sources/page.yaml --
jurisdiction: EU
`},
		{Name: "the United Kingdom by its other code", Change: `-- sources/page.yaml --
jurisdiction: UK
`,
			Want: []string{"sources/page.yaml:6:15 error jurisdiction"}},
		{Name: "small letters", Change: `-- sources/page.yaml --
jurisdiction: us
`,
			Want: []string{"sources/page.yaml:6:15 error jurisdiction"}},
		{Name: "three letters", Change: `-- sources/page.yaml --
jurisdiction: USA
`,
			Want: []string{"sources/page.yaml:6:15 error jurisdiction"}},
		{Name: "in a list", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US, XX]}
`,
			Want: []string{"drugs/examplinib.yaml:7:54 error names[1].jurisdictions[1]"}},
	})
}
