package validate_test

import "testing"

func TestCodeUniiShape(t *testing.T) {
	testRule(t, "code-unii-shape", []ruleCase{
		{name: "letters and digits", change: `-- drugs/examplinib.yaml --
codes: {unii: EXAMPL1NIB}
`},
		{name: "digits", change: `-- drugs/examplinib.yaml --
codes: {unii: "1234567890"}
`},
		{name: "small letters", change: `-- drugs/examplinib.yaml --
codes: {unii: exampl1nib}
`,
			want: []string{"drugs/examplinib.yaml:7:15 error codes.unii"}},
		{name: "too short", change: `-- drugs/examplinib.yaml --
codes: {unii: EXAMPL1}
`,
			want: []string{"drugs/examplinib.yaml:7:15 error codes.unii"}},
		{name: "a hyphen", change: `-- drugs/examplinib.yaml --
codes: {unii: EXAMPL-NIB}
`,
			want: []string{"drugs/examplinib.yaml:7:15 error codes.unii"}},
	})
}
