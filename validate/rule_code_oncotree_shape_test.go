package validate_test

import "testing"

func TestCodeOncotreeShape(t *testing.T) {
	testRule(t, "code-oncotree-shape", []ruleCase{
		{name: "capitals", change: `-- conditions/chordoma.yaml --
codes: {oncotree: CHDM}
`},
		{name: "a digit and an underscore", change: `-- conditions/chordoma.yaml --
codes: {oncotree: ABC_1}
`},
		{name: "small letters", change: `-- conditions/chordoma.yaml --
codes: {oncotree: chdm}
`,
			want: []string{"conditions/chordoma.yaml:8:19 error codes.oncotree"}},
		{name: "the name", change: `-- conditions/chordoma.yaml --
codes: {oncotree: Chordoma}
`,
			want: []string{"conditions/chordoma.yaml:8:19 error codes.oncotree"}},
	})
}
