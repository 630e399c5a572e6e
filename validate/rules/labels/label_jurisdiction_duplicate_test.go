package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLabelJurisdictionDuplicate(t *testing.T) {
	const head = `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
`
	const tail = `
    cites: [page]
`
	ruletest.Run(t, "label-jurisdiction-duplicate", []ruletest.Case{
		{Name: "twice alike", Change: head + `      - {jurisdiction: US, off_label: false, cites: [page]}` + tail,
			Want: []string{"drugs/examplinib.yaml:24:24 error uses[0].labels[1].jurisdiction"}},
		{Name: "twice in contradiction, with another between", Change: head + `      - {jurisdiction: CA, unknown: Not covered.}
      - jurisdiction: US
        off_label: true
        cites: [page]` + tail,
			Want: []string{"drugs/examplinib.yaml:25:23 error uses[0].labels[2].jurisdiction"}},
		{Name: "three times", Change: head + `      - {jurisdiction: US, unknown: Not covered.}
      - {jurisdiction: US, unknown: Not covered.}` + tail,
			Want: []string{"drugs/examplinib.yaml:24:24 error uses[0].labels[1].jurisdiction",
				"drugs/examplinib.yaml:25:24 error uses[0].labels[2].jurisdiction"}},
		{Name: "another jurisdiction", Change: head + `      - {jurisdiction: CA, unknown: Not covered.}` + tail},
		{Name: "missing ones are another rule's", Change: head + `      - {unknown: Not covered.}
      - {unknown: Not covered.}` + tail},
		{Name: "two uses may both have it"},
	})
}
