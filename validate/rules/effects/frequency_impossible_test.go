package effects_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFrequencyImpossible(t *testing.T) {
	ruletest.Run(t, "frequency-impossible", []ruletest.Case{
		{Name: "in its band", Change: newinib(`
  - {term: headache, frequencies: [{band: COMMON, percent: "9.9"}], cites: [label]}
`)},
		{Name: "at its lower end", Change: newinib(`
  - {term: headache, frequencies: [{band: COMMON, percent: "1"}], cites: [label]}
`)},
		{Name: "rounded up to the next band", Change: newinib(`
  - {term: headache, frequencies: [{band: COMMON, percent: "10"}], cites: [label]}
`)},
		{Name: "rounded down to the next band", Change: newinib(`
  - {term: headache, frequencies: [{band: UNCOMMON, percent: "0.1"}], cites: [label]}
`)},
		{Name: "in the next band", Change: newinib(`
  - {term: headache, frequencies: [{band: COMMON, percent: "10.1"}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:3:43 error side_effects[0].frequencies[0].band"}},
		{Name: "below its band", Change: newinib(`
  - {term: headache, frequencies: [{band: COMMON, percent: "0.94"}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:3:43 error side_effects[0].frequencies[0].band"}},
		{Name: "nobody", Change: newinib(`
  - {term: headache, frequencies: [{band: VERY_RARE, percent: "0"}], cites: [label]}
`)},
		{Name: "a frequency that is not known", Change: newinib(`
  - {term: headache, frequencies: [{band: NOT_KNOWN, percent: "4"}], cites: [label]}
`)},
		{Name: "a band and a rate of other people", Change: newinib(`
  - {term: headache, frequencies: [{band: RARE}, {percent: "4", severity: [SEVERE]}], cites: [label]}
`)},
		{Name: "everybody", Change: newinib(`
  - {term: headache, frequencies: [{percent: "100", comparator_percent: "0"}], cites: [label]}
`)},
		{Name: "more than everybody", Change: newinib(`
  - {term: headache, frequencies: [{percent: "100.1"}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:3:46 error side_effects[0].frequencies[0].percent"}},
		{Name: "less than nobody", Change: newinib(`
  - {term: headache, frequencies: [{percent: "4", comparator_percent: "-1"}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:3:71 error side_effects[0].frequencies[0].comparator_percent"}},
	})
}
