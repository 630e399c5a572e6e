package effects_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSideEffectDuplicate(t *testing.T) {
	ruletest.Run(t, "side-effect-duplicate", []ruletest.Case{
		{Name: "two effects", Change: newinib(`
  - {term: headache}
  - {term: nausea}
`)},
		{Name: "one term, differently written", Change: newinib(`
  - {term: headache}
  - {term: Headache}
`),
			Want: []string{"drugs/newinib.yaml:4:12 warning side_effects[1].term"}},
		{Name: "one effect under two terms", Change: newinib(`
  - {term: nausea, effect: effects/nausea}
  - {term: feeling sick, effect: effects/nausea}
`),
			Want: []string{"drugs/newinib.yaml:4:34 warning side_effects[1].effect"}},
		{Name: "two terms without an effect", Change: newinib(`
  - {term: nausea}
  - {term: feeling sick}
`)},
		{Name: "a serious form of its own", Change: newinib(`
  - {term: diarrhea, effect: effects/diarrhea}
  - {term: severe diarrhea, effect: effects/diarrhea, seriousness: SERIOUS, action: Call.}
`)},
		{Name: "a severe form of its own", Change: newinib(`
  - {term: diarrhea, effect: effects/diarrhea, severity: [MILD]}
  - {term: severe diarrhea, effect: effects/diarrhea, severity: [SEVERE]}
`)},
		{Name: "one term, and serious", Change: newinib(`
  - {term: diarrhea}
  - {term: diarrhea, seriousness: SERIOUS, action: Call.}
`),
			Want: []string{"drugs/newinib.yaml:4:12 warning side_effects[1].term"}},
		{Name: "of the drug, and of its class", Change: newinib(`
  - {term: headache}
  - {term: headache, scope: CLASS}
`)},
		{Name: "of the drug, stated once", Change: newinib(`
  - {term: headache}
  - {term: headache, scope: DRUG}
`),
			Want: []string{"drugs/newinib.yaml:4:12 warning side_effects[1].term"}},
		{Name: "rates of two uses", Change: newinib(`
  - {term: headache, frequencies: [{percent: "2", use: sarcoma}]}
  - {term: headache, frequencies: [{percent: "4", use: chordoma}]}
`)},
		{Name: "rates of one use", Change: newinib(`
  - {term: headache, frequencies: [{percent: "2", use: sarcoma}]}
  - {term: headache, frequencies: [{percent: "4", use: sarcoma}]}
`),
			Want: []string{"drugs/newinib.yaml:4:12 warning side_effects[1].term"}},
		{Name: "no term is another rule's", Change: newinib(`
  - {source_frequency: common}
  - {source_frequency: rare}
`)},
	})
}
