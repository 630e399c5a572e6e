package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSeriousWithoutAction(t *testing.T) {
	ruletest.Run(t, "serious-without-action", []ruletest.Case{
		{Name: "serious, with an action", Change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: bleeding, seriousness: SERIOUS, action: Call an ambulance., cites: [label]}
`},
		{Name: "moderate, without", Change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: bleeding, severity: [MODERATE], cites: [label]}
`},
		{Name: "serious, without", Change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, cites: [label]}
  - {term: bleeding, seriousness: SERIOUS, cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:13:5 error side_effects[1]"}},
	})
}
