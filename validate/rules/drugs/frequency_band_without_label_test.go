package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

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
	ruletest.Run(t, "frequency-band-without-label", []ruletest.Case{
		{Name: "a page", Change: effect("frequency_band: COMMON, cites: [page]"),
			Want: []string{"drugs/examplinib.yaml:13:38 error side_effects[1].frequency_band"}},
		{Name: "a page, unknown frequency", Change: effect("frequency_band: NOT_KNOWN, cites: [page]"),
			Want: []string{"drugs/examplinib.yaml:13:38 error side_effects[1].frequency_band"}},
		{Name: "a label", Change: effect("frequency_band: COMMON, cites: [label]")},
		{Name: "a label beside a page", Change: effect("frequency_band: COMMON, cites: [page, label]")},
		{Name: "the page's own word", Change: effect("source_frequency: common, cites: [page]")},
		{Name: "a key that leads nowhere is another rule's", Change: effect("frequency_band: COMMON, cites: [page, lable]")},
		{Name: "a source that is not there is another rule's", Change: effect("frequency_band: COMMON, cites: [lost]")},
		{Name: "no citation is another rule's", Change: effect("frequency_band: COMMON")},
		{Name: "of a frequency, a page", Change: effect("frequencies: [{band: COMMON, cites: [page]}], cites: [label]"),
			Want: []string{"drugs/examplinib.yaml:13:43 error side_effects[1].frequencies[0].band"}},
		{Name: "of a frequency, a label", Change: effect("frequencies: [{band: COMMON, cites: [label]}], cites: [page]")},
		{Name: "a rate of a page", Change: effect("frequencies: [{percent: \"4\", cites: [page]}], cites: [page]")},
		{Name: "a class", Change: `-- classes/example-class.yaml --
side_effects:
  - {term: headache, frequency_band: RARE, cites: [page]}
citations:
  page: {source: sources/page}
`, Want: []string{"classes/example-class.yaml:4:38 error side_effects[0].frequency_band"}},
		{Name: "a procedure", Change: `-- procedures/example-procedure.yaml --
side_effects:
  - {term: headache, frequency_band: RARE, cites: [page]}
`, Want: []string{"procedures/example-procedure.yaml:8:38 error side_effects[0].frequency_band"}},
	})
}
