package effects_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestEffectMissing(t *testing.T) {
	ruletest.Run(t, "effect-missing", []ruletest.Case{
		{Name: "an effect", Change: newinib(`
  - {term: head hurts, effect: effects/headache}
`)},
		{Name: "no effect", Change: newinib(`
  - {term: head hurts}
`),
			Want: []string{"drugs/newinib.yaml:3:5 warning side_effects[0].effect"}},
		{Name: "an effect without a record is another rule's", Change: newinib(`
  - {term: nausea, effect: effects/nausea}
`)},
		{Name: "of a class", Change: `-- classes/example-class.yaml --
citations: {page: {source: sources/page}}
side_effects: [{term: headache, cites: [page]}]
`,
			Want: []string{"classes/example-class.yaml:4:16 warning side_effects[0].effect"}},
		{Name: "of a procedure", Change: `-- procedures/example-procedure.yaml --
side_effects: [{term: headache, cites: [page]}]
`,
			Want: []string{"procedures/example-procedure.yaml:7:16 warning side_effects[0].effect"}},
		{Name: "no term is another rule's", Change: newinib(`
  - {source_frequency: common}
`)},
	})
}
