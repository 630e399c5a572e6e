package validate_test

import "testing"

func TestCodeHgncShape(t *testing.T) {
	testRule(t, "code-hgnc-shape", []ruleCase{
		{name: "digits", change: `-- targets/example.yaml --
codes: {hgnc: "6342"}
`},
		{name: "a prefix", change: `-- targets/example.yaml --
codes: {hgnc: "HGNC:6342"}
`,
			want: []string{"targets/example.yaml:4:15 error codes.hgnc"}},
		{name: "a symbol", change: `-- targets/example.yaml --
codes: {hgnc: KIT}
`,
			want: []string{"targets/example.yaml:4:15 error codes.hgnc"}},
		{name: "a leading zero", change: `-- targets/example.yaml --
codes: {hgnc: "06342"}
`,
			want: []string{"targets/example.yaml:4:15 error codes.hgnc"}},
	})
}
