package validate_test

import "testing"

func TestCodeRxcuiShape(t *testing.T) {
	testRule(t, "code-rxcui-shape", []ruleCase{
		{name: "digits", change: `-- drugs/examplinib.yaml --
codes: {rxcui: "282388"}
`},
		{name: "one digit", change: `-- drugs/examplinib.yaml --
codes: {rxcui: "3"}
`},
		{name: "a prefix", change: `-- drugs/examplinib.yaml --
codes: {rxcui: RX282388}
`,
			want: []string{"drugs/examplinib.yaml:7:16 error codes.rxcui"}},
		{name: "a leading zero", change: `-- drugs/examplinib.yaml --
codes: {rxcui: "0282388"}
`,
			want: []string{"drugs/examplinib.yaml:7:16 error codes.rxcui"}},
		{name: "too many digits", change: `-- drugs/examplinib.yaml --
codes: {rxcui: "123456789"}
`,
			want: []string{"drugs/examplinib.yaml:7:16 error codes.rxcui"}},
	})
}
