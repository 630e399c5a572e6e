package validate_test

import "testing"

func TestFieldWrongType(t *testing.T) {
	testRule(t, "field-wrong-type", []ruleCase{
		{name: "a text that looks like a number, a date or an answer", change: `-- targets/example.yaml --
description: 2019-01-01
display_name: 5
symbol: NO
`},
		{name: "a text in place of a list", change: `-- targets/example.yaml --
names: exemplar
`,
			want: []string{"targets/example.yaml:4:8 error names"}},
		{name: "nothing in place of a text", change: `-- targets/example.yaml --
description: ~
`,
			want: []string{"targets/example.yaml:4:14 error description"}},
		{name: "a list in place of a text", change: `-- targets/example.yaml --
description: [a, b]
`,
			want: []string{"targets/example.yaml:4:14 error description"}},
		{name: "a tag", change: `-- targets/example.yaml --
description: !text A target.
`,
			want: []string{"targets/example.yaml:4:14 error "}},
	})
}
