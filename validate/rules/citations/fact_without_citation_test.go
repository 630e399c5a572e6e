package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFactWithoutCitation(t *testing.T) {
	ruletest.Run(t, "fact-without-citation", []ruletest.Case{
		{Name: "one source", Change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, cites: [label]}
`},
		{Name: "none", Change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL}
`,
			Want: []string{"drugs/examplinib.yaml:10:5 error administrations[0].cites"}},
		{Name: "an empty list", Change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, cites: []}
`,
			Want: []string{"drugs/examplinib.yaml:10:19 error administrations[0].cites"}},
		{Name: "each of several facts", Change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache}
  - {term: rash, cites: [label]}
  - {term: cough}
`,
			Want: []string{"drugs/examplinib.yaml:12:5 error side_effects[0].cites",
				"drugs/examplinib.yaml:14:5 error side_effects[2].cites"}},
	})
}
