package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestItemEmpty(t *testing.T) {
	ruletest.Run(t, "item-empty", []ruletest.Case{
		{Name: "a rate", Change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, frequencies: [{percent: "12.5", cites: [label]}], cites: [label]}
`},
		{Name: "nothing", Change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, frequencies: [{exposure: in the first year, cites: [label]}], cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:12:36 error side_effects[0].frequencies[0]"}},
	})
}
