package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialOfOtherCondition(t *testing.T) {
	const fibroma = `-- conditions/fibroma.yaml --
display_name: Fibroma
kind: NEOPLASM
cites: [page]
citations: {page: {source: sources/page}}
`
	trial := func(fields string) string { return fibroma + "-- trials/example.yaml --\n" + fields + "\n" }
	ruletest.Run(t, "trial-of-other-condition", []ruletest.Case{
		{Name: "its own", Change: trial("question: Does it shrink chordomas?")},
		{Name: "one above it", Change: trial("question: Does it shrink a sarcoma?")},
		{Name: "none", Change: trial("question: Does it shrink tumors?")},
		{Name: "another one", Change: trial("question: Does it shrink a fibroma?"),
			Want: []string{"trials/example.yaml:4:14 info conditions[0]"}},
		{Name: "another one in the name", Change: trial("display_name: FIRST, fibroma"),
			Want: []string{"trials/example.yaml:4:14 info conditions[0]"}},
		{Name: "another one, of a population with its own",
			Change: trial("question: Does it shrink a fibroma?\npopulation: People with chordoma.")},
		{Name: "one of two", Change: trial("question: Does it work in chordoma and fibroma?\nconditions: " +
			"[conditions/chordoma, conditions/fibroma]")},
		{Name: "one of two is another one", Change: trial("question: Does it work in chordoma and fibroma?\n" +
			"conditions: [conditions/chordoma, conditions/none]")},
		{Name: "a use of another condition", Change: trial("conditions: [conditions/fibroma]"),
			Want: []string{"drugs/examplinib.yaml:28:14 info uses[1].trials[0]"}},
		{Name: "a use of a condition in words",
			Change: trial("conditions: [conditions/fibroma]\nquestion: Does it work in fibroma, as in chordoma?")},
		{Name: "a regimen of another condition", Change: trial("conditions: [conditions/fibroma]\nquestion: Does it help "+
			"in chordoma?") +
			"-- regimens/example-regimen.yaml --\ntrials: [trials/example]\nuses: [{id: a, condition: conditions/marrow, " +
			"strength: MAY_BE_USED, cites: [page]}]\n" +
			"-- conditions/marrow.yaml --\ndisplay_name: Marrow failure\nkind: NEOPLASM\n",
			Want: []string{"regimens/example-regimen.yaml:8:10 info trials[0]", "trials/example.yaml:4:14 info conditions[0]"}},
		{Name: "a condition that could not be read", Change: trial("question: Does it shrink a fibroma?") +
			"-- conditions/marrow.yaml --\n: [\n"},
	})
}
