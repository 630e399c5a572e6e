package validate_test

import "testing"

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
	testRule(t, "label-jurisdiction-duplicate", []ruleCase{
		{name: "twice alike", change: head + `      - {jurisdiction: US, off_label: false, cites: [page]}` + tail,
			want: []string{"drugs/examplinib.yaml:24:24 error uses[0].labels[1].jurisdiction"}},
		{name: "twice in contradiction, with another between", change: head + `      - {jurisdiction: CA, unknown: Not covered.}
      - jurisdiction: US
        off_label: true
        cites: [page]` + tail,
			want: []string{"drugs/examplinib.yaml:25:23 error uses[0].labels[2].jurisdiction"}},
		{name: "three times", change: head + `      - {jurisdiction: US, unknown: Not covered.}
      - {jurisdiction: US, unknown: Not covered.}` + tail,
			want: []string{"drugs/examplinib.yaml:24:24 error uses[0].labels[1].jurisdiction", "drugs/examplinib.yaml:25:24 error uses[0].labels[2].jurisdiction"}},
		{name: "another jurisdiction", change: head + `      - {jurisdiction: CA, unknown: Not covered.}` + tail},
		{name: "missing ones are another rule's", change: head + `      - {unknown: Not covered.}
      - {unknown: Not covered.}` + tail},
		{name: "two uses may both have it"},
	})
}
