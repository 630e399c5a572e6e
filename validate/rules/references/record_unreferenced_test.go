package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRecordUnreferenced(t *testing.T) {
	const effect = `-- effects/other.yaml --
display_name: Other effect
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`
	ruletest.Run(t, "record-unreferenced", []ruletest.Case{
		{Name: "all are referred to"},
		{Name: "an effect", Change: effect, Want: []string{"effects/other.yaml:1:1 info "}},
		{Name: "an effect that a misspelled reference may mean", Change: effect + `-- drugs/trialimab.yaml --
side_effects:
  - {term: tiredness, effect: effects/fatigue, cites: [page]}
  - {term: other, effect: effects/othr, cites: [page]}
`},
		{Name: "an effect that a record which cannot be read may name", Change: effect + "-- drugs/broken.yaml --\n[\n"},
		{Name: "a tombstone", Change: "-- targets/old.yaml --\ndisplay_name: Old\nretired_reason: It was two things.\n"},
	})
}
