package validate_test

import "testing"

func TestFieldUnknown(t *testing.T) {
	testRule(t, "field-unknown", []ruleCase{
		{name: "a field of the record", change: `-- targets/example.yaml --
symbol: EXM
`},
		{name: "a slip", change: `-- targets/example.yaml --
symbl: EXM
`,
			want: []string{"targets/example.yaml:4:1 error symbl"}},
		{name: "a field of another record", change: `-- targets/example.yaml --
lifecycle: ACTIVE
`,
			want: []string{"targets/example.yaml:4:1 error lifecycle"}},
		{name: "a field one level too high", change: `-- targets/example.yaml --
hgnc: "1"
`,
			want: []string{"targets/example.yaml:4:1 error hgnc"}},
		{name: "a slip in an item", change: `-- targets/example.yaml --
names:
  - text: exemplar
    typ: SYNONYM
`,
			want: []string{"targets/example.yaml:6:5 error names[0].typ"}},
	})
}
