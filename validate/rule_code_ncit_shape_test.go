package validate_test

import "testing"

func TestCodeNcitShape(t *testing.T) {
	testRule(t, "code-ncit-shape", []ruleCase{
		{name: "a code", change: `-- drugs/examplinib.yaml --
codes: {ncit: C62035}
`},
		{name: "a prefix", change: `-- drugs/examplinib.yaml --
codes: {ncit: "NCIT:C62035"}
`,
			want: []string{"drugs/examplinib.yaml:7:15 error codes.ncit"}},
		{name: "digits alone", change: `-- drugs/examplinib.yaml --
codes: {ncit: "62035"}
`,
			want: []string{"drugs/examplinib.yaml:7:15 error codes.ncit"}},
		{name: "a small letter", change: `-- drugs/examplinib.yaml --
codes: {ncit: c62035}
`,
			want: []string{"drugs/examplinib.yaml:7:15 error codes.ncit"}},
	})
}
