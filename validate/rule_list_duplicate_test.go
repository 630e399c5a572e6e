package validate_test

import "testing"

func TestListDuplicate(t *testing.T) {
	testRule(t, "list-duplicate", []ruleCase{
		{name: "other items", change: "-- conditions/chordoma.yaml --\nsigns: [pain, Pain, swelling]\n"},
		{name: "an item twice", change: "-- conditions/chordoma.yaml --\nsigns: [pain, swelling, pain]\n",
			want: []string{"conditions/chordoma.yaml:8:1 error signs"}},
		{name: "a key twice, in an item", change: "-- conditions/chordoma.yaml --\ngaps:\n  - {field: codes, reason: Not searched., cites: [page, page]}\n",
			want: []string{"conditions/chordoma.yaml:9:43 error gaps[0].cites"}},
	})
}
