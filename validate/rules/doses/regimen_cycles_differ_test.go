package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRegimenCyclesDiffer(t *testing.T) {
	two := func(first, second string) string {
		return `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, steps: [{amount_words: one` + first + `}], cites: [page]}
  - {drug: drugs/trialimab, role: ADDED, steps: [{amount_words: one` + second + `}], cites: [page]}
`
	}
	ruletest.Run(t, "regimen-cycles-differ", []ruletest.Case{
		{Name: "one length", Change: two(", cycle_days: 21", ", cycle_days: 21")},
		{Name: "two lengths", Change: two(", cycle_days: 21", ", cycle_days: 28"),
			Want: []string{"regimens/example-regimen.yaml:4:82 info components[1].steps[0].cycle_days"}},
		{Name: "several in one", Change: two(", cycle_days: 42", ", cycle_days: 14")},
		{Name: "none stated", Change: two(", cycle_days: 21", "")},
		{Name: "a drug", Change: `-- drugs/examplinib.yaml --
doses:
  - {id: a, basis: LABEL, cites: [label], steps: [{words: one, cycle_days: 21}, {words: two, cycle_days: 28}]}
`},
	})
}
