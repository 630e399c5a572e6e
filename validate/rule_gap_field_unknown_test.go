package validate_test

import "testing"

func TestGapFieldUnknown(t *testing.T) {
	testRule(t, "gap-field-unknown", []ruleCase{
		{name: "a field that exists", change: `-- targets/example.yaml --
gaps:
  - {field: codes.hgnc, reason: Not verified.}
`},
		{name: "a slip", change: `-- targets/example.yaml --
gaps:
  - {field: codes.hgcn, reason: Not verified.}
`,
			want: []string{"targets/example.yaml:5:13 error gaps[0].field"}},
		{name: "below a text", change: `-- targets/example.yaml --
gaps:
  - {field: symbol.more, reason: Not verified.}
`,
			want: []string{"targets/example.yaml:5:13 error gaps[0].field"}},
		{name: "below the citations", change: `-- trials/example.yaml --
gaps:
  - {field: citations.page, reason: Not verified.}
`,
			want: []string{"trials/example.yaml:11:13 error gaps[0].field"}},
		{name: "of a conflict", change: `-- trials/example.yaml --
conflicts:
  - field: testd
    statements:
      - {says: One drug., cites: [page]}
      - {says: Two drugs., cites: [page]}
    resolution: {decision: One., by_role: content editor, date: "2026-01-01", cites: [page]}
`,
			want: []string{"trials/example.yaml:11:12 error conflicts[0].field"}},
		{name: "no field is another rule", change: `-- targets/example.yaml --
gaps:
  - {reason: Not verified.}
`},
	})
}
