package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSafetyTextMissing(t *testing.T) {
	ruletest.Run(t, "safety-text-missing", []ruletest.Case{
		{Name: "a text", Change: `-- drugs/examplinib.yaml --
safety:
  - {kind: PREGNANCY, text: It may harm an unborn child., cites: [label]}
`},
		{Name: "none", Change: `-- drugs/examplinib.yaml --
safety:
  - {kind: BOXED_WARNING, none: true, cites: [label]}
`},
		{Name: "neither", Change: `-- drugs/examplinib.yaml --
safety:
  - {kind: PREGNANCY, cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:11:5 error safety[0]"}},
		{Name: "none, with an action", Change: `-- drugs/examplinib.yaml --
safety:
  - {kind: MONITORING, none: true, action: Test the blood., cites: [label]}
`,
			Want: []string{"drugs/examplinib.yaml:11:5 error safety[0]"}},
	})
}
