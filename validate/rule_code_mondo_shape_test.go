package validate_test

import "testing"

func TestCodeMondoShape(t *testing.T) {
	testRule(t, "code-mondo-shape", []ruleCase{
		{name: "an identifier", change: `-- conditions/chordoma.yaml --
codes: {mondo: "MONDO:0008978"}
`},
		{name: "digits alone", change: `-- conditions/chordoma.yaml --
codes: {mondo: "0008978"}
`,
			want: []string{"conditions/chordoma.yaml:8:16 error codes.mondo"}},
		{name: "another separator", change: `-- conditions/chordoma.yaml --
codes: {mondo: MONDO_0008978}
`,
			want: []string{"conditions/chordoma.yaml:8:16 error codes.mondo"}},
		{name: "too short", change: `-- conditions/chordoma.yaml --
codes: {mondo: "MONDO:8978"}
`,
			want: []string{"conditions/chordoma.yaml:8:16 error codes.mondo"}},
	})
}
