package validate_test

import "testing"

func TestCitationUnused(t *testing.T) {
	testRule(t, "citation-unused", []ruleCase{
		{name: "all are named"},
		{name: "one is not", change: `-- trials/example.yaml --
citations:
  page: {source: sources/page}
  other: {source: sources/label}
`,
			want: []string{"trials/example.yaml:10:3 warning citations[\"other\"]"}},
		{name: "a gap names it", change: `-- trials/example.yaml --
gaps:
  - {field: phase, reason: Not stated., cites: [other]}
citations:
  page: {source: sources/page}
  other: {source: sources/label}
`},
	})
}
