package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDisplayNameDuplicate(t *testing.T) {
	ruletest.Run(t, "display-name-duplicate", []ruletest.Case{
		{Name: "none"},
		{Name: "in other letters", Change: "-- conditions/sarcoma.yaml --\ndisplay_name: CHORDÓMA\n",
			Want: []string{"conditions/sarcoma.yaml:1:15 warning display_name"}},
		{Name: "two sources", Change: "-- sources/page.yaml --\ndisplay_name: Exampla label\n",
			Want: []string{"sources/page.yaml:1:15 warning display_name"}},
		{Name: "two editions of a source", Change: "-- sources/page.yaml --\ndisplay_name: Exampla label 2\n"},
		{Name: "two collections", Change: "-- targets/example.yaml --\ndisplay_name: Sarcoma\n"},
		{Name: "a tombstone", Change: "-- conditions/old.yaml --\ndisplay_name: Chordoma\n" +
			"replaced_by: [conditions/chordoma]\n"},
	})
}
