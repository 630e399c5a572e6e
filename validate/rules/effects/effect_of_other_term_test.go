package effects_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestEffectOfOtherTerm(t *testing.T) {
	effect := func(term, effect string) string {
		return "-- drugs/trialimab.yaml --\nside_effects: [{term: " + term + ", effect: effects/" + effect +
			", cites: [page]}]\n"
	}
	at := func(column string) []string {
		return []string{"drugs/trialimab.yaml:7:" + column + " warning side_effects[0].effect"}
	}
	ruletest.Run(t, "effect-of-other-term", []ruletest.Case{
		{Name: "its own name", Change: effect("Headache", "headache")},
		{Name: "a lay name", Change: effect("tiredness", "fatigue")},
		{Name: "a name of no effect", Change: effect("head pain", "fatigue")},
		{Name: "another effect's name", Change: effect("headache", "fatigue"), Want: at("41")},
		{Name: "another effect's lay name", Change: effect("tiredness", "headache"), Want: at("42")},
		{Name: "a name of both", Change: effect("tiredness", "headache") +
			"-- effects/headache.yaml --\nnames: [{text: Tiredness, type: LAY}]\n"},
		{Name: "the wider effect", Change: effect("headache", "fatigue") +
			"-- effects/headache.yaml --\nparents: [effects/fatigue]\n"},
		{Name: "a term with the name of another effect", Change: effect("bad headache", "fatigue"),
			Want: []string{"drugs/trialimab.yaml:7:45 info side_effects[0].effect"}},
		{Name: "a term with names of both", Change: effect("headache and tiredness", "fatigue")},
		{Name: "a term with a part of a name", Change: effect("pain of the head", "fatigue") +
			"-- effects/headache.yaml --\nnames: [{text: head cold, type: LAY}]\n"},
		{Name: "a term with the name of a wider effect", Change: effect("bad headache", "fatigue") +
			"-- effects/headache.yaml --\nparents: [effects/fatigue]\n"},
		{Name: "an effect that there is not", Change: effect("headache", "none")},
	})
}
