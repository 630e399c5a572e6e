package effects_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFrequencyConflict(t *testing.T) {
	ruletest.Run(t, "frequency-conflict", []ruletest.Case{
		{Name: "a word and its rate", Change: newinib(`
  - {term: headache, source_frequency: common, frequencies: [{percent: "2"}], cites: [label]}
`)},
		{Name: "rare on a page, beside a neighboring band", Change: newinib(`
  - {term: headache, source_frequency: rare, frequencies: [{percent: "0.4"}], cites: [label]}
`)},
		{Name: "rare on a page, beside the band of a label", Change: newinib(`
  - {term: headache, source_frequency: rare, frequencies: [{band: UNCOMMON}], cites: [label]}
`)},
		{Name: "rare beside a common rate", Change: newinib(`
  - {term: headache, source_frequency: Rare, frequencies: [{percent: "1.8"}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:3:70 warning side_effects[0].frequencies[0].percent"}},
		{Name: "common beside a rare band", Change: newinib(`
  - {term: headache, source_frequency: common, frequencies: [{band: RARE}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:3:69 warning side_effects[0].frequencies[0].band"}},
		{Name: "a word that no label uses", Change: newinib(`
  - {term: headache, source_frequency: some people, frequencies: [{percent: "40"}], cites: [label]}
`)},
		{Name: "the most common ones", Change: newinib(`
  - {term: headache, source_frequency: most common, frequencies: [{percent: "0.4"}], cites: [label]}
`)},
		{Name: "the most common ones, very rare in the label of a product", Change: newinib(`
  - {term: headache, source_frequency: most common, frequencies: [{band: VERY_RARE, product: new-us}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:3:40 info side_effects[0].source_frequency"}},
		{Name: "the most common ones, rare in the label of a product", Change: newinib(`
  - {term: headache, source_frequency: most common, frequencies: [{band: RARE, product: new-us}], cites: [label]}
`)},
		{Name: "a rate of one product", Change: newinib(`
  - {term: headache, source_frequency: rare, frequencies: [{percent: "1.8", product: new-us}], cites: [label]}
`)},
		{Name: "a rate of one use", Change: newinib(`
  - {term: headache, source_frequency: rare, frequencies: [{percent: "1.8", use: sarcoma}], cites: [label]}
`)},
		{Name: "a rate in the second year", Change: newinib(`
  - {term: headache, source_frequency: rare,
    frequencies: [{percent: "3.7", exposure: in the second year}], cites: [label]}
`)},
		{Name: "a rate of severe ones", Change: newinib(`
  - {term: headache, source_frequency: very common, frequencies: [{percent: "0.5", severity: [SEVERE]}], cites: [label]}
`)},
		{Name: "nobody in a small trial", Change: newinib(`
  - {term: headache, source_frequency: common, frequencies: [{percent: "0"}], cites: [label]}
`)},
		{Name: "two rates of one product", Change: newinib(`
  - {term: headache, frequencies: [{percent: "30", product: new-us}, {percent: "0.4", product: new-us}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:3:80 warning side_effects[0].frequencies[1].percent"}},
		{Name: "two rates of two products", Change: newinib(`
  - {term: headache,
    frequencies: [{percent: "30", product: new-us}, {percent: "0.4", product: newer-us}], cites: [label]}
`)},
		{Name: "a word far from the bands of all products", Change: newinib(`
  - {term: headache, source_frequency: rare,
    frequencies: [{percent: "30", product: new-us}, {percent: "20", product: newer-us}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:3:40 info side_effects[0].source_frequency"}},
		{Name: "a word near the band of one product", Change: newinib(`
  - {term: headache, source_frequency: rare,
    frequencies: [{percent: "30", product: new-us}, {percent: "0.4", product: newer-us}], cites: [label]}
`)},
		{Name: "grades in another order", Change: newinib(`
  - {term: headache,
    frequencies: [{percent: "30", severity: [SEVERE, FATAL]},
      {percent: "0.4", severity: [FATAL, SEVERE]}], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:5:17 warning side_effects[0].frequencies[1].percent"}},
		{Name: "a conflict on the effect", Change: newinib(`
  - {term: headache, source_frequency: rare, frequencies: [{percent: "1.8"}], cites: [label]}
conflicts: [{field: 'side_effects["headache"].source_frequency'}]
`)},
		{Name: "a conflict on all effects", Change: newinib(`
  - {term: headache, source_frequency: rare, frequencies: [{percent: "1.8"}], cites: [label]}
conflicts: [{field: side_effects}]
`)},
		{Name: "a conflict on another effect", Change: newinib(`
  - {term: headache, source_frequency: rare, frequencies: [{percent: "1.8"}], cites: [label]}
conflicts: [{field: 'side_effects["nausea"]'}]
`),
			Want: []string{"drugs/newinib.yaml:3:70 warning side_effects[0].frequencies[0].percent"}},
	})
}
