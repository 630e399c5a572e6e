package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCitationUnused(t *testing.T) {
	ruletest.Run(t, "citation-unused", []ruletest.Case{
		{Name: "all are named"},
		{Name: "one is not", Change: `-- trials/example.yaml --
citations:
  page: {source: sources/page}
  other: {source: sources/label}
`,
			Want: []string{"trials/example.yaml:10:3 warning citations[\"other\"]"}},
		{Name: "a gap names it", Change: `-- trials/example.yaml --
gaps:
  - {field: phase, reason: Not stated., cites: [other]}
citations:
  page: {source: sources/page}
  other: {source: sources/label}
`},
	})
}
