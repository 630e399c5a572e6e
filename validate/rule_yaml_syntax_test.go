package validate_test

import "testing"

func TestYAMLSyntax(t *testing.T) {
	testRule(t, "yaml-syntax", []ruleCase{
		{name: "a colon with quotes", change: `-- targets/example.yaml --
description: "An example: quoted."
`},
		{name: "a colon without a space", change: `-- targets/example.yaml --
description: An example:unquoted.
`},
		{name: "a colon without quotes", change: `-- targets/example.yaml --
description: An example: unquoted.
`,
			want: []string{"targets/example.yaml:4:24 error "}},
		{name: "a quote that is not closed", change: `-- targets/example.yaml --
description: "An example.
`,
			want: []string{"targets/example.yaml:4:14 error "}},
		{name: "a tab as indentation", change: `-- targets/example.yaml --
names:
` + "\t- {text: exemplar, type: SYNONYM}\n",
			want: []string{"targets/example.yaml:5:1 error "}},
	})
}
