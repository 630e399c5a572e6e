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
		{Name: "a page", Change: effect("frequencies: [{band: COMMON, cites: [page]}], cites: [page]"),
			Want: []string{"drugs/examplinib.yaml:13:43 error side_effects[1].frequencies[0].band"}},
		{Name: "a page, unknown frequency", Change: effect("frequencies: [{band: NOT_KNOWN, cites: [page]}], cites: [page]"),
			Want: []string{"drugs/examplinib.yaml:13:43 error side_effects[1].frequencies[0].band"}},
		{Name: "a label", Change: effect("frequencies: [{band: COMMON, cites: [label]}], cites: [page]")},
		{Name: "a label beside a page", Change: effect("frequencies: [{band: COMMON, cites: [page, label]}], cites: [page]")},
		{Name: "the page's own word", Change: effect("source_frequency: common, cites: [page]")},
		{Name: "a key that leads nowhere is another rule's",
			Change: effect("frequencies: [{band: COMMON, cites: [page, lable]}], cites: [page]")},
		{Name: "a source that is not there is another rule's",
			Change: effect("frequencies: [{band: COMMON, cites: [lost]}], cites: [page]")},
		{Name: "no citation is another rule's", Change: effect("frequencies: [{band: COMMON}]")},
		{Name: "of a frequency, a label", Change: effect("frequencies: [{band: COMMON, cites: [label]}], cites: [page]")},
		{Name: "a rate of a page", Change: effect("frequencies: [{percent: \"4\", cites: [page]}], cites: [page]")},
		{Name: "a class", Change: `-- classes/example-class.yaml --
side_effects:
  - {term: headache, frequencies: [{band: RARE, cites: [page]}], cites: [page]}
citations:
  page: {source: sources/page}
`, Want: []string{"classes/example-class.yaml:4:43 error side_effects[0].frequencies[0].band"}},
		{Name: "a procedure", Change: `-- procedures/example-procedure.yaml --
side_effects:
  - {term: headache, frequencies: [{band: RARE, cites: [page]}], cites: [page]}
`, Want: []string{"procedures/example-procedure.yaml:8:43 error side_effects[0].frequencies[0].band"}},
	})
}
