package uses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestUseUnlikeWords(t *testing.T) {
	use := func(fields string) string {
		return "-- drugs/examplinib.yaml --\nuses:\n  - {id: a, condition: conditions/chordoma, cites: [page], " + fields +
			"}\n" +
			"-- drugs/otherinib.yaml --\ndisplay_name: Otherinib\n"
	}
	strength := func(strength, summary string) string { return use("strength: " + strength + ", summary: " + summary) }
	prior := func(prior, summary string) string {
		return use("strength: MAY_BE_USED, prior_therapies: [" + prior + "], summary: " + summary)
	}
	found := func(column, path string) []string {
		return []string{"drugs/examplinib.yaml:19:" + column + " info uses[0]." + path}
	}
	ruletest.Run(t, "use-unlike-words", []ruletest.Case{
		{Name: "used", Change: strength("MAY_BE_USED", "Used for chordoma.")},
		{Name: "used, and no better", Change: strength("NO_BETTER_THAN_STANDARD", "Used for chordoma."), Want: found("70",
			"strength")},
		{Name: "used, and not longer", Change: strength("MAY_BE_USED", "Used for chordoma. People lived no longer than "+
			"with others.")},
		{Name: "the standard, and not longer",
			Change: strength("STANDARD_FIRST", "People lived no longer with it."), Want: found("70", "strength")},
		{Name: "no longer a choice", Change: strength("NOT_RECOMMENDED", "No longer a choice.")},
		{Name: "no longer a choice, and used", Change: strength("SOMETIMES_USED", "No longer a choice."), Want: found("70",
			"strength")},
		{Name: "studied", Change: strength("INVESTIGATIONAL", "Was being studied in chordoma.")},
		{Name: "studied, and the standard", Change: strength("STANDARD_FIRST", "Studied in chordoma."), Want: found("70",
			"strength")},
		{Name: "a use of a regimen", Change: "-- regimens/example-regimen.yaml --\nuses: [{id: a, condition: " +
			"conditions/chordoma, strength: MAY_BE_USED, summary: No longer a choice., cites: [page]}]\n",
			Want: []string{"regimens/example-regimen.yaml:8:58 info uses[0].strength"}},
		{Name: "after the drug of the summary", Change: prior("drugs/trialimab", "Given after trialimab.")},
		{Name: "after a drug that the summary leaves out", Change: prior("drugs/trialimab", "Given after another drug.")},
		{Name: "after one drug of two", Change: prior("drugs/trialimab", "Given after trialimab or otherinib.")},
		{Name: "after another drug than in the summary", Change: prior("drugs/trialimab", "Given after otherinib."),
			Want: found("101", "prior_therapies[0]")},
	})
}
