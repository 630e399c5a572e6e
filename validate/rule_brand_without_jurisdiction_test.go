package validate_test

import "testing"

func TestBrandWithoutJurisdiction(t *testing.T) {
	testRule(t, "brand-without-jurisdiction", []ruleCase{
		{name: "a brand with its market", change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US]}
`},
		{name: "another kind of name needs none", change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: EX-1, type: CODE_NAME}
`},
		{name: "a brand without", change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND}
`,
			want: []string{"drugs/examplinib.yaml:6:5 error names[1]"}},
		{name: "a brand with an empty list", change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: []}
`,
			want: []string{"drugs/examplinib.yaml:6:5 error names[1]"}},
	})
}
