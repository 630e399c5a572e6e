package validate_test

import "testing"

func TestYAMLAlias(t *testing.T) {
	testRule(t, "yaml-alias", []ruleCase{
		{name: "the characters within a text", change: `-- targets/example.yaml --
description: A & B, 2 * 3 << 7
`},
		{name: "an anchor and an alias", change: `-- targets/example.yaml --
display_name: &name Example target
description: *name
`,
			want: []string{"targets/example.yaml:1:15 error ", "targets/example.yaml:4:14 error "}},
		{name: "a merge key", change: `-- targets/example.yaml --
<<: {symbol: EXN}
`,
			want: []string{"targets/example.yaml:4:1 error "}},
	})
}
