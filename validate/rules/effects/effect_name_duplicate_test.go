package effects_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestEffectNameDuplicate(t *testing.T) {
	effect := func(more string) string { return "-- effects/cephalalgia.yaml --\ndisplay_name: Cephalalgia\n" + more }
	ruletest.Run(t, "effect-name-duplicate", []ruletest.Case{
		{Name: "another effect", Change: effect("names: [{text: head pain, type: LAY}]\n")},
		{Name: "the display name of another", Change: effect("names: [{text: HEADACHE, type: CLINICAL}]\n"),
			Want: []string{"effects/headache.yaml:1:15 error display_name"}},
		{Name: "a lay word that is shared", Change: effect("names: [{text: tiredness, type: LAY}]\n")},
		{Name: "a lay word that is another's display name", Change: effect("names: [{text: Fatigue, type: LAY}]\n"),
			Want: []string{"effects/cephalalgia.yaml:2:16 error names[0].text"}},
		{Name: "a lay word that is its own display name", Change: effect("names: [{text: cephalalgia, type: LAY}]\n")},
		{Name: "an abbreviation that is shared", Change: `-- effects/sinus-arrest.yaml --
display_name: Sinus arrest
names: [{text: SA, type: ABBREVIATION}]
-- effects/sleep-apnea.yaml --
display_name: Sleep apnea
names: [{text: SA, type: ABBREVIATION}]
`},
		{Name: "its own name again", Change: effect("names: [{text: cephalalgia, type: CLINICAL}]\n")},
		{Name: "a synonym of two", Change: effect("names: [{text: head pain, type: SYNONYM}]\n") + `-- effects/migraine.yaml --
display_name: Migraine
names: [{text: head pain, type: SYNONYM}]
`,
			Want: []string{"effects/migraine.yaml:2:16 error names[0].text"}},
		{Name: "a tombstone keeps its name", Change: `-- effects/cephalalgia.yaml --
display_name: Headache
replaced_by: [effects/headache]
`},
		{Name: "a name without text is another rule's", Change: effect("names: [{type: CLINICAL}]\n") +
			"-- effects/migraine.yaml --\ndisplay_name: Migraine\nnames: [{type: CLINICAL}]\n"},
	})
}
