package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialArmsDiffer(t *testing.T) {
	trial := func(tested, compared, arms string) string {
		return "-- trials/example.yaml --\ntested: [" + tested + "]\ncompared_with: [" + compared + "]\narms:\n" + arms
	}
	arm := func(id, fields string) string { return "  - {id: " + id + ", cites: [page], " + fields + "}\n" }
	people := func(population, first, second string) string {
		return trial("drugs/examplinib", "", arm("a", "kind: EXPERIMENTAL, therapies: [drugs/examplinib], participants: "+
			""+first)+
			arm("b", "kind: PLACEBO_COMPARATOR, words: Placebo., participants: "+second)) + "population: " + population + "\n"
	}
	words := func(given, words string) string {
		return trial(given, "", arm("a", "kind: EXPERIMENTAL, therapies: ["+given+"], words: '"+words+"'"))
	}
	const one, other = "drugs/examplinib", "drugs/trialimab"
	ruletest.Run(t, "trial-arms-differ", []ruletest.Case{
		{Name: "as it says", Change: trial(one, other, arm("a", "kind: EXPERIMENTAL, therapies: ["+one+"]")+
			arm("b", "kind: ACTIVE_COMPARATOR, therapies: ["+other+"]"))},
		{Name: "people in all", Change: people("Adults, 1,142 in all.", "600", "542")},
		{Name: "a number of other people", Change: people("The 12 people who were left.", "600", "542")},
		{Name: "an arm without a number", Change: people("Adults, 1,142 in all.", "600", "0")},
		{Name: "other people in all", Change: people("Adults, 1,142 in all.", "600", "524"),
			Want: []string{"trials/example.yaml:14:13 info population"}},
		{Name: "a regimen by its components", Change: trial("regimens/example-regimen", other,
			arm("a", "kind: EXPERIMENTAL, therapies: ["+one+", "+other+"]")+
				arm("b", "kind: ACTIVE_COMPARATOR, therapies: ["+other+"]"))},
		{Name: "a drug of a regimen", Change: trial(one, other, arm("a", "therapies: [regimens/example-regimen]"))},
		{Name: "an arm in words", Change: trial(one, other, arm("a", "kind: EXPERIMENTAL, words: A capsule.")+
			arm("b", "kind: PLACEBO_COMPARATOR, words: A capsule without it."))},
		{Name: "no other side", Change: trial(one, other, arm("a", "kind: EXPERIMENTAL, therapies: ["+one+"]"))},
		{Name: "two known treatments", Change: trial(one, other, arm("a", "kind: ACTIVE_COMPARATOR, therapies: ["+one+"]")+
			arm("b", "kind: ACTIVE_COMPARATOR, therapies: ["+other+"]"))},
		{Name: "a class", Change: trial("classes/example-class", other,
			arm("a", "kind: EXPERIMENTAL, therapies: ["+one+"]"))},
		{Name: "a drug of a class", Change: trial(one, other,
			arm("a", "kind: EXPERIMENTAL, therapies: [classes/example-class]"))},
		{Name: "another drug", Change: trial(one, other, arm("a", "kind: EXPERIMENTAL, therapies: [drugs/otherimab]")),
			Want: []string{"trials/example.yaml:5:10 info tested[0]"}},
		{Name: "the kind of the arm is wrong", Change: trial(one, other,
			arm("a", "kind: PLACEBO_COMPARATOR, therapies: ["+one+
				", "+other+"]")),
			Want: []string{"trials/example.yaml:5:10 info tested[0]"}},
		{Name: "compared with what is tested", Change: trial(one, one, arm("a", "kind: EXPERIMENTAL, therapies: ["+one+"]")+
			arm("b", "kind: ACTIVE_COMPARATOR, therapies: ["+other+"]")),
			Want: []string{"trials/example.yaml:10:17 info compared_with[0]"}},
		{Name: "a part of the regimen", Change: trial("regimens/example-regimen", other,
			arm("a", "kind: EXPERIMENTAL, therapies: ["+one+"]")),
			Want: []string{"trials/example.yaml:5:10 info tested[0]"}},
		{Name: "words that name a drug of nothing", Change: words(one, "Examplinib and trialimab, once a day."),
			Want: []string{"trials/example.yaml:12:86 info arms[0].words"}},
		{Name: "words that name a drug, in an arm without therapies", Change: trial(one, "",
			arm("a", "kind: EXPERIMENTAL, therapies: ["+one+"]")+arm("b", "kind: PLACEBO_COMPARATOR, words: Trialimab alone.")),
			Want: []string{"trials/example.yaml:13:61 info arms[1].words"}},
		{Name: "words that name what is given", Change: words(one, "Exampla, once a day.")},
		{Name: "words that name what the trial tests", Change: words(one+", "+other, "Trialimab is given too.")},
		{Name: "words that name what the regimen of an arm holds", Change: trial("regimens/example-regimen", "",
			arm("a", "kind: EXPERIMENTAL, therapies: [regimens/example-regimen], words: Trialimab first."))},
		{Name: "words that name what came before", Change: words(one, "Examplinib, for people after trialimab.")},
		{Name: "words that name what is left out", Change: words(one, "The same without trialimab.")},
		{Name: "words that name a drug of a class, perhaps", Change: words("classes/example-class", "Trialimab or another.")},
	})
}
