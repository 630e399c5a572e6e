package uses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestUseRepeated(t *testing.T) {
	const chordoma = ", condition: conditions/chordoma"
	ruletest.Run(t, "use-repeated", []ruletest.Case{
		{Name: "twice", Change: drug("MAY_BE_USED"+chordoma+", summary: Here.", "MAY_BE_USED"+chordoma+", summary: There."),
			Want: []string{"drugs/trialimab.yaml:11:5 warning uses[1]"}},
		{Name: "with another between",
			Change: drug("MAY_BE_USED"+chordoma, "SOMETIMES_USED"+chordoma, "MAY_BE_USED"+chordoma),
			Want:   []string{"drugs/trialimab.yaml:12:5 warning uses[2]"}},
		{Name: "other strengths", Change: drug("MAY_BE_USED"+chordoma, "SOMETIMES_USED"+chordoma)},
		{Name: "other settings", Change: drug("MAY_BE_USED"+chordoma, "MAY_BE_USED"+chordoma+", population: adults")},
		{Name: "other durations", Change: drug("MAY_BE_USED"+chordoma+", duration: 1 year", "MAY_BE_USED"+chordoma)},
		{Name: "opposite responses are another rule's", Change: drug("INVESTIGATIONAL"+chordoma+", response: SENSITIVE",
			"INVESTIGATIONAL"+chordoma+", response: RESISTANCE")},
		{Name: "the same id is another rule's", Change: `-- procedures/example-procedure.yaml --
uses:
  - {id: one, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
  - {id: one, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
`},
		{Name: "of a procedure", Change: `-- procedures/example-procedure.yaml --
uses:
  - {id: one, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
  - {id: two, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
`, Want: []string{"procedures/example-procedure.yaml:9:5 warning uses[1]"}},
	})
}
