package validate_test

import "testing"

func TestNameMismatch(t *testing.T) {
	testRule(t, "name-mismatch", []ruleCase{
		{name: "the name of the path", change: `-- targets/example.yaml --
name: targets/example
`},
		{name: "another name", change: `-- targets/example.yaml --
name: targets/exmaple
`,
			want: []string{"targets/example.yaml:4:7 error name"}},
		{name: "the name in another collection", change: `-- targets/example.yaml --
name: drugs/example
`,
			want: []string{"targets/example.yaml:4:7 error name"}},
		{name: "a file with a capital", change: `-- targets/Other.yaml --
display_name: Other target
kind: GENE
`,
			want: []string{"targets/Other.yaml:0:0 error "}},
		{name: "a file with an underscore", change: `-- targets/other_one.yaml --
display_name: Other target
kind: GENE
`,
			want: []string{"targets/other_one.yaml:0:0 error "}},
	})
}
