package validate_test

import "testing"

func TestFrequencyBandWithoutLabel(t *testing.T) {
	effect := func(rest string) string {
		return `-- drugs/examplinib.yaml --
side_effects:
  - {term: tiredness, source_frequency: common, cites: [page]}
  - {term: headache, ` + rest + `}
citations:
  label: {source: sources/label}
  page: {source: sources/page}
  lost: {source: sources/lost}
`
	}
	testRule(t, "frequency-band-without-label", []ruleCase{
		{name: "a page", change: effect("frequency_band: COMMON, cites: [page]"), want: []string{"drugs/examplinib.yaml:13:38 error side_effects[1].frequency_band"}},
		{name: "a page, unknown frequency", change: effect("frequency_band: NOT_KNOWN, cites: [page]"), want: []string{"drugs/examplinib.yaml:13:38 error side_effects[1].frequency_band"}},
		{name: "a label", change: effect("frequency_band: COMMON, cites: [label]")},
		{name: "a label beside a page", change: effect("frequency_band: COMMON, cites: [page, label]")},
		{name: "the page's own word", change: effect("source_frequency: common, cites: [page]")},
		{name: "a key that leads nowhere is another rule's", change: effect("frequency_band: COMMON, cites: [page, lable]")},
		{name: "a source that is not there is another rule's", change: effect("frequency_band: COMMON, cites: [lost]")},
		{name: "no citation is another rule's", change: effect("frequency_band: COMMON")},
		{name: "a class", change: `-- classes/example-class.yaml --
side_effects:
  - {term: headache, frequency_band: RARE, cites: [page]}
citations:
  page: {source: sources/page}
`, want: []string{"classes/example-class.yaml:4:38 error side_effects[0].frequency_band"}},
		{name: "a procedure", change: `-- procedures/example-procedure.yaml --
side_effects:
  - {term: headache, frequency_band: RARE, cites: [page]}
`, want: []string{"procedures/example-procedure.yaml:8:38 error side_effects[0].frequency_band"}},
	})
}
