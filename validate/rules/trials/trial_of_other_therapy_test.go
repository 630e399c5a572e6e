package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialOfOtherTherapy(t *testing.T) {
	tested := func(fields string) string { return "-- trials/example.yaml --\n" + fields + "\n" }
	ruletest.Run(t, "trial-of-other-therapy", []ruletest.Case{
		{Name: "of the drug", Change: tested("tested: [drugs/examplinib]")},
		{Name: "of a regimen that may hold it", Change: tested("tested: [regimens/example-regimen]")},
		{Name: "of a class", Change: tested("tested: [classes/example-class]")},
		{Name: "in an arm",
			Change: tested("tested: [drugs/trialimab]\narms: [{id: a, therapies: [drugs/examplinib], cites: [page]}]")},
		{Name: "of a partner", Change: tested("tested: [drugs/trialimab]") + `-- drugs/examplinib.yaml --
uses:
  - {id: chordoma, condition: conditions/chordoma, partners: [drugs/trialimab], strength: MAY_BE_USED,
      trials: [trials/example], labels: [{jurisdiction: US, off_label: true, cites: [label]}], cites: [page]}
`},
		{Name: "in words", Change: tested("tested: [drugs/trialimab]\nquestion: Does it help after Examplinib?")},
		{Name: "a question about the drug", Change: tested("question: Does Exampla work?")},
		{Name: "a question about a drug of the regimen",
			Change: tested("tested: [drugs/examplinib, regimens/example-regimen]\nquestion: Does trialimab work?")},
		{Name: "a question about the drug of a class",
			Change: tested("tested: [drugs/examplinib, classes/example-class]\nquestion: Does trialimab work?")},
		{Name: "a question about another drug", Change: tested("question: Does trialimab work?"),
			Want: []string{"trials/example.yaml:3:11 info question"}},
		{Name: "of another drug", Change: tested("tested: [drugs/trialimab]"),
			Want: []string{"drugs/examplinib.yaml:28:14 info uses[1].trials[0]"}},
	})
}
