package validate_test

import "testing"

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
	testRule(t, "off-label-unset", []ruleCase{
		{name: "false is stated", change: head + `      - {jurisdiction: US, off_label: false, cites: [label]}` + tail},
		{name: "a reason stands in its place", change: head + `      - {jurisdiction: GB, unknown: Not covered.}` + tail},
		{name: "neither", change: head + `      - {jurisdiction: US, cites: [label]}` + tail,
			want: []string{"drugs/examplinib.yaml:23:9 error uses[0].labels[0]"}},
		{name: "both", change: head + `      - {jurisdiction: US, off_label: true, unknown: Not covered., cites: [label]}` + tail,
			want: []string{"drugs/examplinib.yaml:23:9 error uses[0].labels[0]"}},
	})
}
