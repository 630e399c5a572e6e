package validate_test

import "testing"

func TestCodeDuplicate(t *testing.T) {
	testRule(t, "code-duplicate", []ruleCase{
		{name: "codes of their own", change: `-- drugs/trialimab.yaml --
codes: {ncit: C99998}
`},
		{name: "a code of another drug", change: `-- drugs/trialimab.yaml --
codes: {ncit: C99999}
`,
			want: []string{"drugs/trialimab.yaml:21:15 error codes.ncit"}},
		{name: "a retired code of another drug", change: `-- drugs/trialimab.yaml --
codes:
  retired:
    - {system: ncit, code: C99999}
`,
			want: []string{"drugs/trialimab.yaml:23:28 error codes.retired[0].code"}},
		{name: "the same digits in another system", change: `-- drugs/examplinib.yaml --
codes: {rxcui: "123456"}
-- drugs/trialimab.yaml --
codes: {snomed: "123456"}
`},
		{name: "a condition and a drug may share a code", change: `-- conditions/sarcoma.yaml --
codes: {ncit: C99999}
`},
		{name: "two targets", change: `-- targets/example.yaml --
codes: {hgnc: "1"}
-- targets/other.yaml --
display_name: Other
kind: GENE
codes: {hgnc: "1"}
`,
			want: []string{"targets/other.yaml:3:15 error codes.hgnc"}},
		{name: "a code that its own record retired", change: `-- drugs/examplinib.yaml --
codes: {ncit: C99999, retired: [{system: ncit, code: C99999}]}
`},
		{name: "a further code of another drug", change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA01}
-- drugs/trialimab.yaml --
codes: {atc: L01EA02, further_atc: [L01EA01]}
`,
			want: []string{`drugs/trialimab.yaml:21:37 error codes.further_atc[0]`}},
	})
}
