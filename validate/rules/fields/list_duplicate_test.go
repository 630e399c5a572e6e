package fields_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestListDuplicate(t *testing.T) {
	strengths := func(second string) string {
		return "-- drugs/examplinib.yaml --\nproducts:\n  - id: exampla-us\n    brand: Exampla\n    jurisdiction: US\n" +
			"    strengths:\n      - {amount: {value: \"100\", unit: mg}}\n      - {amount: {value: \"" + second +
			"\", unit: mg}}\n"
	}
	ruletest.Run(t, "list-duplicate", []ruletest.Case{
		{Name: "other items", Change: "-- conditions/chordoma.yaml --\nsigns: [pain, Pain, swelling]\n"},
		{Name: "an item twice", Change: "-- conditions/chordoma.yaml --\nsigns: [pain, swelling, pain]\n",
			Want: []string{"conditions/chordoma.yaml:8:1 error signs"}},
		{Name: "a key twice, in an item",
			Change: "-- conditions/chordoma.yaml --\ngaps:\n  - {field: codes, reason: Not searched., cites: [page, page]}\n",
			Want:   []string{"conditions/chordoma.yaml:9:43 error gaps[0].cites"}},
		{Name: "strengths that differ", Change: strengths("400")},
		{Name: "a strength twice", Change: strengths("100"),
			Want: []string{"drugs/examplinib.yaml:19:9 warning products[0].strengths[1]"}},
		{Name: "two tablets of a kit with one ingredient",
			Change: strings.ReplaceAll(strengths("100"), "{amount", "{ingredient: drugs/trialimab, amount")},
		{Name: "a note twice, with other citations", Change: "-- drugs/trialimab.yaml --\nnotes:\n" +
			"  - {text: It was made in 1999., cites: [page]}\n  - {text: It was made in 1999.}\n",
			Want: []string{"drugs/trialimab.yaml:23:5 warning notes[1]"}},
		{Name: "a number of a trial under two ids", Change: "-- trials/example.yaml --\noutcomes:\n" +
			"  - {id: a, endpoint: SAFETY, measure: COUNT, value: \"3\", cites: [page]}\n" +
			"  - {id: b, endpoint: SAFETY, measure: COUNT, value: \"3\", cites: [page]}\n",
			Want: []string{"trials/example.yaml:12:5 warning outcomes[1]"}},
		{Name: "arms that are told apart by their ids", Change: "-- trials/example.yaml --\narms:\n" +
			"  - {id: low-dose, therapies: [drugs/examplinib], cites: [page]}\n" +
			"  - {id: high-dose, therapies: [drugs/examplinib], cites: [page]}\n"},
		{Name: "a block that comes again", Change: "-- regimens/example-regimen.yaml --\nblocks:\n" +
			"  - {id: first, parts: [{drug: drugs/examplinib, steps: [{amount_words: Some.}]}], cites: [page]}\n" +
			"  - {id: last, parts: [{drug: drugs/examplinib, steps: [{amount_words: Some.}]}], cites: [page]}\n"},
		{Name: "a use twice is another rule's", Change: "-- classes/example-class.yaml --\nuses:\n" +
			"  - {id: a, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}\n" +
			"  - {id: b, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}\n"},
	})
}
