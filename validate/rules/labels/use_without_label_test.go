package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestUseWithoutLabel(t *testing.T) {
	ruletest.Run(t, "use-without-label", []ruletest.Case{
		{Name: "one jurisdiction", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`},
		{Name: "a reason in place of a flag", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: GB, unknown: Not covered.}]
    cites: [page]
`},
		{Name: "none", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:10:5 error uses[0].labels"}},
		{Name: "an empty list", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: []
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:13:5 error uses[0].labels"}},
	})
}
