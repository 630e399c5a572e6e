package validate_test

import "testing"

func TestEnumUnknown(t *testing.T) {
	testRule(t, "enum-unknown", []ruleCase{
		{name: "a value", change: `-- targets/example.yaml --
kind: FAMILY
`},
		{name: "a slip", change: `-- targets/example.yaml --
kind: GEN
`,
			want: []string{"targets/example.yaml:2:7 error kind"}},
		{name: "small letters", change: `-- targets/example.yaml --
kind: gene
`,
			want: []string{"targets/example.yaml:2:7 error kind"}},
		{name: "a number", change: `-- targets/example.yaml --
kind: 1
`,
			want: []string{"targets/example.yaml:2:7 error kind"}},
		{name: "the value for not stated", change: `-- targets/example.yaml --
kind: KIND_UNSPECIFIED
`,
			want: []string{"targets/example.yaml:2:7 error kind"}},
	})
}
