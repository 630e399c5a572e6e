package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestOffLabelUnset(t *testing.T) {
	const head = `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
`
	const tail = `
    cites: [page]
`
	ruletest.Run(t, "off-label-unset", []ruletest.Case{
		{Name: "false is stated", Change: head + `      - {jurisdiction: US, off_label: false, cites: [label]}` + tail},
		{Name: "a reason stands in its place", Change: head + `      - {jurisdiction: GB, unknown: Not covered.}` + tail},
		{Name: "neither", Change: head + `      - {jurisdiction: US, cites: [label]}` + tail,
			Want: []string{"drugs/examplinib.yaml:23:9 error uses[0].labels[0]"}},
		{Name: "both",
			Change: head + `      - {jurisdiction: US, off_label: true, unknown: Not covered., cites: [label]}` + tail,
			Want:   []string{"drugs/examplinib.yaml:23:9 error uses[0].labels[0]"}},
	})
}
