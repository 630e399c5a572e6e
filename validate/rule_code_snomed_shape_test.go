package validate_test

import "testing"

func TestCodeSnomedShape(t *testing.T) {
	testRule(t, "code-snomed-shape", []ruleCase{
		{name: "digits", change: `-- drugs/examplinib.yaml --
codes: {snomed: "1234567"}
`},
		{name: "a prefix", change: `-- drugs/examplinib.yaml --
codes: {snomed: SCTID 1234567}
`,
			want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
		{name: "too short", change: `-- drugs/examplinib.yaml --
codes: {snomed: "12345"}
`,
			want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
		{name: "a leading zero", change: `-- drugs/examplinib.yaml --
codes: {snomed: "01234567"}
`,
			want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
	})
}
