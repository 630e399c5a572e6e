package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestConflictUnresolved(t *testing.T) {
	ruletest.Run(t, "conflict-unresolved", []ruletest.Case{
		{Name: "settled", Change: `-- trials/example.yaml --
conflicts:
  - field: tested
    statements:
      - {says: One drug., cites: [page]}
      - {says: Two drugs., cites: [page]}
    resolution: {decision: One., by_role: content editor, date: "2026-01-01", cites: [page]}
`},
		{Name: "open", Change: `-- trials/example.yaml --
conflicts:
  - field: tested
    statements:
      - {says: One drug., cites: [page]}
      - {says: Two drugs., cites: [page]}
`,
			Want: []string{"trials/example.yaml:11:5 warning conflicts[0]"}},
	})
}
