package validate_test

import "testing"

func TestRegionShape(t *testing.T) {
	testRule(t, "region-shape", []ruleCase{
		{name: "a country", change: `-- sources/page.yaml --
jurisdiction: GB
`},
		{name: "the European Union", change: `-- sources/page.yaml --
jurisdiction: EU
`},
		{name: "the United Kingdom by its other code", change: `-- sources/page.yaml --
jurisdiction: UK
`,
			want: []string{"sources/page.yaml:6:15 error jurisdiction"}},
		{name: "small letters", change: `-- sources/page.yaml --
jurisdiction: us
`,
			want: []string{"sources/page.yaml:6:15 error jurisdiction"}},
		{name: "three letters", change: `-- sources/page.yaml --
jurisdiction: USA
`,
			want: []string{"sources/page.yaml:6:15 error jurisdiction"}},
		{name: "in a list", change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US, XX]}
`,
			want: []string{"drugs/examplinib.yaml:6:54 error names[1].jurisdictions[1]"}},
	})
}
