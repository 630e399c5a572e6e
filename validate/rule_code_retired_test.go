package validate_test

import "testing"

func TestCodeRetired(t *testing.T) {
	testRule(t, "code-retired", []ruleCase{
		{name: "a current code and the one that it replaced", change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA01, retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
`},
		{name: "a retired one in the place of a current one", change: `-- drugs/examplinib.yaml --
codes: {atc: L01XE01, retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
`,
			want: []string{"drugs/examplinib.yaml:7:14 error codes.atc"}},
		{name: "among the further ones", change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA01, further_atc: [L01XE02, L01XE01], retired: [{system: atc, code: L01XE01}]}
`,
			want: []string{"drugs/examplinib.yaml:7:46 error codes.further_atc[1]"}},
		{name: "the same text in another system", change: `-- drugs/examplinib.yaml --
codes: {rxcui: "1234568", retired: [{system: snomed, code: "1234568"}]}
`},
		{name: "a row of them", change: `-- drugs/examplinib.yaml --
codes:
  atc: L01EA01
  retired:
    - {system: atc, code: L01XE00, replaced_by: L01XE01}
    - {system: atc, code: L01XE01, replaced_by: L01EA01}
`},
		{name: "what replaced it is no code of the record", change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA02, retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
`,
			want: []string{"drugs/examplinib.yaml:7:75 error codes.retired[0].replaced_by"}},
		{name: "nor is there a current one", change: `-- drugs/examplinib.yaml --
codes: {retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
`,
			want: []string{"drugs/examplinib.yaml:7:61 error codes.retired[0].replaced_by"}},
		{name: "it replaced itself", change: `-- drugs/examplinib.yaml --
codes: {retired: [{system: atc, code: L01XE01, replaced_by: L01XE01}]}
`,
			want: []string{"drugs/examplinib.yaml:7:61 error codes.retired[0].replaced_by"}},
		{name: "a circle", change: `-- drugs/examplinib.yaml --
codes:
  retired:
    - {system: atc, code: L01XE03, replaced_by: L01XE01}
    - {system: atc, code: L01XE02, replaced_by: L01XE01}
    - {system: atc, code: L01XE01, replaced_by: L01XE02}
`,
			want: []string{"drugs/examplinib.yaml:10:49 error codes.retired[1].replaced_by"}},
		{name: "a retired one in a circle", change: `-- drugs/examplinib.yaml --
codes:
  atc: L01XE01
  retired:
    - {system: atc, code: L01XE02, replaced_by: L01XE01}
    - {system: atc, code: L01XE01, replaced_by: L01XE02}
`,
			want: []string{"drugs/examplinib.yaml:8:8 error codes.atc", "drugs/examplinib.yaml:10:49 error codes.retired[0].replaced_by"}},
	})
}
