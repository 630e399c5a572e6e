package uses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestPartnersSpellOutRegimen(t *testing.T) {
	const fields = "condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]"
	regimen := func(id, components, condition string) string {
		return "-- regimens/" + id + ".yaml --\ndisplay_name: " + id + "\ncomponents: [" + components + "]\n" +
			"uses: [{id: a, condition: conditions/" + condition + ", strength: MAY_BE_USED, cites: [page]}]\n" +
			"citations: {page: {source: sources/page}}\n"
	}
	const (
		one    = "{drug: drugs/examplinib, role: BACKBONE, cites: [page]}, "
		two    = "{drug: drugs/trialimab, role: ADDED, cites: [page]}, "
		knife  = "{procedure: procedures/example-procedure, role: ADDED, cites: [page]}"
		rescue = "{procedure: procedures/example-procedure, role: SUPPORTIVE, cites: [page]}"
	)
	use := func(file, partners string) string {
		return "-- " + file + ".yaml --\nuses:\n  - {id: a, partners: " + partners + ", " + fields + "}\n"
	}
	const (
		drug   = "drugs/examplinib.yaml:19:13 warning uses[0].partners"
		knifed = "procedures/example-procedure.yaml:8:13 warning uses[0].partners"
	)
	pair := regimen("pair", one+two, "sarcoma")
	ruletest.Run(t, "partners-spell-out-regimen", []ruletest.Case{
		{Name: "the regimen", Change: pair + use("drugs/examplinib", "[regimens/pair]")},
		{Name: "for another condition", Change: regimen("pair", one+two, "chordoma") +
			use("drugs/examplinib", "[drugs/trialimab]")},
		{Name: "one more", Change: pair + use("drugs/examplinib", "[drugs/trialimab, procedures/example-procedure]")},
		{Name: "one less", Change: regimen("three", one+two+knife, "sarcoma") + use("drugs/examplinib", "[drugs/trialimab]")},
		{Name: "any of them", Change: regimen("three", one+two+knife, "sarcoma") +
			use("drugs/examplinib", "[drugs/trialimab, procedures/example-procedure], partners_match: ANY")},
		{Name: "one of two regimens of the same drugs", Change: pair + regimen("pair-in-other-doses", two+one, "sarcoma") +
			use("drugs/examplinib", "[regimens/pair-in-other-doses]")},
		{Name: "added to a regimen", Change: pair + use("procedures/example-procedure", "[regimens/pair]")},
		{Name: "a use of the regimen itself", Change: regimen("pair", one+two, "sarcoma") +
			use("regimens/pair", "[drugs/examplinib, drugs/trialimab]")},

		{Name: "its other drug", Change: pair + use("drugs/examplinib", "[drugs/trialimab]"), Want: []string{drug}},
		{Name: "its other components, in another order", Change: regimen("three", one+two+knife, "sarcoma") +
			use("drugs/examplinib", "[procedures/example-procedure, drugs/trialimab]"), Want: []string{drug}},
		{Name: "what counters side effects left out", Change: regimen("three", one+two+rescue, "sarcoma") +
			use("drugs/examplinib", "[drugs/trialimab]"), Want: []string{drug}},
		{Name: "what counters side effects, too", Change: regimen("three", one+two+rescue, "sarcoma") +
			use("drugs/examplinib", "[drugs/trialimab, procedures/example-procedure]"), Want: []string{drug}},
		{Name: "the regimen and its drug again", Change: pair + use("drugs/examplinib", "[regimens/pair, drugs/trialimab]"),
			Want: []string{drug}},
		{Name: "a smaller regimen and the rest of a larger one", Change: pair + regimen("three", one+two+knife, "sarcoma") +
			use("drugs/examplinib", "[regimens/pair, procedures/example-procedure]"), Want: []string{drug}},
		{Name: "all of them, added to", Change: pair +
			use("procedures/example-procedure", "[drugs/trialimab, drugs/examplinib]"),
			Want: []string{knifed}},
	})
}
