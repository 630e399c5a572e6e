package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestNameSameAsINN(t *testing.T) {
	ruletest.Run(t, "name-same-as-inn", []ruletest.Case{
		{Name: "national names that differ", Change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: trialumab, type: USAN}
  - {text: trialumab, type: BAN}
`},
		{Name: "one that does not", Change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: Trialimab, type: JAN}
`,
			Want: []string{"drugs/trialimab.yaml:6:5 warning names[1]"}},
		{Name: "a synonym may be anything", Change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: Trialimab, type: SYNONYM}
`},
	})
}
