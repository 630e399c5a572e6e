package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestGapFieldUnknown(t *testing.T) {
	ruletest.Run(t, "gap-field-unknown", []ruletest.Case{
		{Name: "a field that exists", Change: `-- targets/example.yaml --
gaps:
  - {field: codes.hgnc, reason: Not verified.}
`},
		{Name: "a slip", Change: `-- targets/example.yaml --
gaps:
  - {field: codes.hgcn, reason: Not verified.}
`,
			Want: []string{"targets/example.yaml:5:13 error gaps[0].field"}},
		{Name: "below a text", Change: `-- targets/example.yaml --
gaps:
  - {field: symbol.more, reason: Not verified.}
`,
			Want: []string{"targets/example.yaml:5:13 error gaps[0].field"}},
		{Name: "below the citations", Change: `-- trials/example.yaml --
gaps:
  - {field: citations.page, reason: Not verified.}
`,
			Want: []string{"trials/example.yaml:11:13 error gaps[0].field"}},
		{Name: "of a conflict", Change: `-- trials/example.yaml --
conflicts:
  - field: testd
    statements:
      - {says: One drug., cites: [page]}
      - {says: Two drugs., cites: [page]}
    resolution: {decision: One., by_role: content editor, date: "2026-01-01", cites: [page]}
`,
			Want: []string{"trials/example.yaml:11:12 error conflicts[0].field"}},
		{Name: "no field is another rule", Change: `-- targets/example.yaml --
gaps:
  - {reason: Not verified.}
`},
	})
}
