package validate_test

import "testing"

func TestCodeAtcShape(t *testing.T) {
	testRule(t, "code-atc-shape", []ruleCase{
		{name: "a substance", change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA01}
`},
		{name: "a group", change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA}
`,
			want: []string{"drugs/examplinib.yaml:7:14 error codes.atc"}},
		{name: "small letters", change: `-- drugs/examplinib.yaml --
codes: {atc: l01ea01}
`,
			want: []string{"drugs/examplinib.yaml:7:14 error codes.atc"}},
		{name: "a letter that begins no group", change: `-- drugs/examplinib.yaml --
codes: {atc: X01EA01}
`,
			want: []string{"drugs/examplinib.yaml:7:14 error codes.atc"}},
	})
}
