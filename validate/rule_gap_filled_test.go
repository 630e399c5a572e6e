package validate_test

import "testing"

func TestGapFilled(t *testing.T) {
	testRule(t, "gap-filled", []ruleCase{
		{name: "empty", change: `-- targets/example.yaml --
gaps:
  - {field: codes.hgnc, reason: Not verified.}
`},
		{name: "filled", change: `-- targets/example.yaml --
gaps:
  - {field: symbol, reason: Not verified.}
`,
			want: []string{"targets/example.yaml:5:13 error gaps[0].field"}},
		{name: "another code is filled", change: `-- drugs/examplinib.yaml --
gaps:
  - {field: codes.unii, reason: Not verified.}
`},
		{name: "that code is", change: `-- drugs/examplinib.yaml --
gaps:
  - {field: codes.ncit, reason: Not verified.}
`,
			want: []string{"drugs/examplinib.yaml:37:13 error gaps[0].field"}},
		{name: "one of a list is filled", change: `-- drugs/examplinib.yaml --
gaps:
  - {field: uses.trials, reason: None.}
`,
			want: []string{"drugs/examplinib.yaml:37:13 error gaps[0].field"}},
		{name: "of a source", change: `-- sources/page.yaml --
gaps:
  - {field: title, reason: None.}
`,
			want: []string{"sources/page.yaml:8:13 error gaps[0].field"}},
		{name: "a message with nothing in it", change: `-- targets/example.yaml --
codes: {}
gaps:
  - {field: codes, reason: Not verified.}
`},
		{name: "a message with something in it", change: `-- targets/example.yaml --
codes: {hgnc: "1"}
gaps:
  - {field: codes, reason: Not verified.}
`,
			want: []string{`targets/example.yaml:6:13 error gaps[0].field`}},
	})
}
