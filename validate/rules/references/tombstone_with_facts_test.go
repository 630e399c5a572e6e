package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTombstoneWithFacts(t *testing.T) {
	ruletest.Run(t, "tombstone-with-facts", []ruletest.Case{
		{Name: "a record that is none"},
		{Name: "a drug", Change: "-- drugs/oldinib.yaml --\ndisplay_name: Oldinib\nlifecycle: RETIRED\n" +
			"replaced_by: [drugs/examplinib]\nnames: [{text: oldinib, type: FORMER}]\n"},
		{Name: "a drug with facts", Change: "-- drugs/oldinib.yaml --\ndisplay_name: Oldinib\nlifecycle: RETIRED\n" +
			"replaced_by: [drugs/examplinib]\ncodes: {ncit: C1000}\nclasses: [classes/example-class]\n",
			Want: []string{"drugs/oldinib.yaml:5:1 error classes"}},
		{Name: "a trial", Change: "-- trials/example.yaml --\nretired_reason: It was entered twice.\n",
			Want: []string{"trials/example.yaml:2:9 error status"}},
		{Name: "a source", Change: "-- sources/old.yaml --\ndisplay_name: Old\nreplaced_by: [sources/page]\n"},
		{Name: "a target with a symbol", Change: "-- targets/old.yaml --\ndisplay_name: Old\nkind: GENE\nsymbol: OLD\n" +
			"retired_reason: There is no such gene.\n", Want: []string{"targets/old.yaml:3:9 error symbol"}},
	})
}

// TestTombstoneNeedsNothing has no finding on the tombstones of every collection: what a record must have is asked of
// none.
func TestTombstoneNeedsNothing(t *testing.T) {
	for _, collection := range []string{
		"classes", "conditions", "effects", "lists", "procedures", "regimens", "regulators", "sources", "targets", "trials",
	} {
		tombstone := "-- " + collection + "/old.yaml --\ndisplay_name: Old\nretired_reason: Entered twice.\n"
		for _, f := range ruletest.Lint(t, tombstone) {
			t.Errorf("%s: %s: %s", f.File, f.Rule, f.Message)
		}
	}
	const tombstone = "-- drugs/old.yaml --\ndisplay_name: Old\nlifecycle: RETIRED\nretired_reason: A slip.\n"
	for _, f := range ruletest.Lint(t, tombstone) {
		t.Errorf("%s: %s: %s", f.File, f.Rule, f.Message)
	}
}
