package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestINNDiffersFromID(t *testing.T) {
	names := func(list string) string { return "-- drugs/trialimab.yaml --\nnames: [" + list + "]\n" }
	ruletest.Run(t, "inn-differs-from-id", []ruletest.Case{
		{Name: "in capitals", Change: names("{text: Trialimab, type: INN}")},
		{Name: "one of two, such as a modified INN",
			Change: names("{text: trialimab vedotin, type: INN}, {text: trialimab, type: INN}")},
		{Name: "another word, for IDs that are no INNs", Change: names("{text: examplumab, type: INN}")},
		{Name: "none", Change: names("{text: TR-1, type: CODE_NAME}")},
		{Name: "letters swapped", Change: names("{text: TR-1, type: CODE_NAME}, {text: trailimab, type: INN}"),
			Want: []string{"drugs/trialimab.yaml:4:47 warning names[1].text"}},
		{Name: "a display name in capitals", Change: names("{text: trialimab, type: INN}") + "display_name: TRIALIMAB\n"},
		{Name: "a display name with a letter missing",
			Change: names("{text: trialimab, type: INN}") + "display_name: Triaimab\n",
			Want:   []string{"drugs/trialimab.yaml:1:15 warning display_name"}},
		{Name: "a display name that is another name",
			Change: names("{text: trialimab, type: INN}, {text: trialimap, type: USAN}") +
				"display_name: Trialimap\n"},
		{Name: "two INN", Change: names("{text: trialimab, type: INN}, {text: TR-1, type: INN}"),
			Want: []string{"drugs/trialimab.yaml:4:58 info names[1].type"}},
		{Name: "two INN, each in its language", Change: names("{text: trialimab, type: INN}, {text: trialimabum, type: " +
			"INN}, {text: trimab, type: INN, locale: fr}")},
		{Name: "a combination", Change: names("{text: trialimab and examplinib, type: INN}") +
			"ingredients: [{drug: drugs/examplinib}]\n"},
		{Name: "a file renamed by hand has the finding of the references", Change: "-- drugs/rewimb.yaml --\ndisplay_name: " +
			"Rewimab\nnames: [{text: rewimab, type: INN}]\n-- trials/example.yaml --\ntested: [drugs/rewimab]\n" +
			"-- regimens/example-regimen.yaml --\ncomponents:\n  - {drug: drugs/rewimab, role: ADDED, cites: [page]}\n"},
	})
}
