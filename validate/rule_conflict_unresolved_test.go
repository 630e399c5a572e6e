package validate_test

import "testing"

func TestConflictUnresolved(t *testing.T) {
	testRule(t, "conflict-unresolved", []ruleCase{
		{name: "settled", change: `-- trials/example.yaml --
conflicts:
  - field: tested
    statements:
      - {says: One drug., cites: [page]}
      - {says: Two drugs., cites: [page]}
    resolution: {decision: One., by_role: content editor, date: "2026-01-01", cites: [page]}
`},
		{name: "open", change: `-- trials/example.yaml --
conflicts:
  - field: tested
    statements:
      - {says: One drug., cites: [page]}
      - {says: Two drugs., cites: [page]}
`,
			want: []string{"trials/example.yaml:11:5 error conflicts[0]"}},
	})
}
