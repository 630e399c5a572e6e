package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestOffLabelWithoutCitation(t *testing.T) {
	ruletest.Run(t, "off-label-without-citation", []ruletest.Case{
		{Name: "a flag with a source", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`},
		{Name: "a reason without", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: GB, unknown: Not covered.}]
    cites: [page]
`},
		{Name: "true without a source", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true}]
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:13:14 error uses[0].labels[0]"}},
		{Name: "false without a source", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: false}]
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:13:14 error uses[0].labels[0]"}},
	})
}
