package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialComparesItself(t *testing.T) {
	arms := func(a, b string) string {
		return "-- trials/example.yaml --\narms:\n  - {id: a, " + a + ", cites: [page]}\n  - {id: b, " + b +
			", cites: [page]}\n" +
			"outcomes:\n  - {id: hr, endpoint: OVERALL_SURVIVAL, arms: [a, b], measure: HAZARD_RATIO, value: \"0.9\", " +
			"cites: [page]}\n"
	}
	const one, other = "therapies: [drugs/examplinib]", "therapies: [drugs/trialimab]"
	ruletest.Run(t, "trial-compares-itself", []ruletest.Case{
		{Name: "two therapies", Change: arms(one, other)},
		{Name: "one therapy twice", Change: arms(one, one),
			Want: []string{"trials/example.yaml:14:42 warning outcomes[0].arms"}},
		{Name: "one therapy twice, in another order", Want: []string{"trials/example.yaml:14:42 warning outcomes[0].arms"},
			Change: arms("therapies: [drugs/examplinib, drugs/trialimab]", "therapies: [drugs/trialimab, drugs/examplinib]")},
		{Name: "two doses of one", Change: arms(one+", words: 400 mg.", one+", words: 800 mg.")},
		{Name: "a placebo is added", Change: arms(one, one+", words: With a placebo.")},
		{Name: "arms in words alone", Change: arms("words: Three drugs.", "words: Five drugs.")},
		{Name: "arms that say nothing", Change: arms("kind: EXPERIMENTAL", "kind: NO_INTERVENTION")},
		{Name: "arms that are not there", Change: "-- trials/example.yaml --\n" +
			"outcomes: [{id: hr, endpoint: OVERALL_SURVIVAL, arms: [a, b], measure: HAZARD_RATIO, value: \"0.9\", cites: " +
			"[page]}]\n"},
		{Name: "compared with what is tested", Change: "-- trials/example.yaml --\ncompared_with: [drugs/examplinib]\n",
			Want: []string{"trials/example.yaml:10:1 info compared_with"}},
		{Name: "compared with something else, too",
			Change: "-- trials/example.yaml --\ncompared_with: [drugs/examplinib, drugs/trialimab]\n"},
		{Name: "arms say what differs", Change: "-- trials/example.yaml --\ncompared_with: [drugs/examplinib]\n" +
			"arms: [{id: a, words: A low dose., cites: [page]}, {id: b, words: A high dose., cites: [page]}]\n"},
	})
}
