package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestInteractionWithoutPartner(t *testing.T) {
	ruletest.Run(t, "interaction-without-partner", []ruletest.Case{
		{Name: "with a class in words", Change: `-- drugs/examplinib.yaml --
safety:
  - {kind: INTERACTION, text: Levels rise., with_text: strong CYP3A4 inhibitors, management: AVOID, cites: [label]}
`},
		{Name: "without", Change: `-- drugs/examplinib.yaml --
safety:
  - {kind: INTERACTION, text: Levels rise., management: AVOID, cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:11:5 error safety[0]"}},
	})
}
