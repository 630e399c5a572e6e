package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestInteractionWithItself(t *testing.T) {
	ruletest.Run(t, "interaction-with-itself", []ruletest.Case{
		{Name: "another drug", Change: newinib(`
  - {kind: INTERACTION, text: Levels rise., with: [drugs/trialimab], management: AVOID, cites: [label]}
`)},
		{Name: "its class", Change: newinib(`
  - {kind: INTERACTION, text: Levels rise., with: [classes/example-class], management: AVOID, cites: [label]}
`)},
		{Name: "itself", Change: newinib(`
  - {kind: INTERACTION, text: Levels rise., with: [drugs/trialimab, drugs/newinib], management: AVOID, cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:4:69 error safety[0].with[1]"}},
	})
}
