package validate_test

import "testing"

func TestCodeSnomedShape(t *testing.T) {
	testRule(t, "code-snomed-shape", []ruleCase{
		{name: "digits", change: `-- drugs/examplinib.yaml --
codes: {snomed: "1234568"}
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

func TestCodeSnomedCheckDigit(t *testing.T) {
	testRule(t, "code-snomed-shape", []ruleCase{
		{name: "a wrong digit", change: `-- drugs/examplinib.yaml --
codes: {snomed: "1234578"}
`, want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
		{name: "two digits swapped", change: `-- drugs/examplinib.yaml --
codes: {snomed: "1324568"}
`, want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
		{name: "a retired code", change: `-- drugs/examplinib.yaml --
codes:
  retired:
    - {system: snomed, code: "1234567", until: "2020"}
  cites: [label]
`, want: []string{"drugs/examplinib.yaml:9:30 error codes.retired[0].code"}},
	})
}
