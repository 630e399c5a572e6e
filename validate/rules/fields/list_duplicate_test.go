package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestListDuplicate(t *testing.T) {
	ruletest.Run(t, "list-duplicate", []ruletest.Case{
		{Name: "other items", Change: "-- conditions/chordoma.yaml --\nsigns: [pain, Pain, swelling]\n"},
		{Name: "an item twice", Change: "-- conditions/chordoma.yaml --\nsigns: [pain, swelling, pain]\n",
			Want: []string{"conditions/chordoma.yaml:8:1 error signs"}},
		{Name: "a key twice, in an item",
			Change: "-- conditions/chordoma.yaml --\ngaps:\n  - {field: codes, reason: Not searched., cites: [page, page]}\n",
			Want:   []string{"conditions/chordoma.yaml:9:43 error gaps[0].cites"}},
	})
}
