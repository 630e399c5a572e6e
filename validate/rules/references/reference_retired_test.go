package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReferenceRetired(t *testing.T) {
	ruletest.Run(t, "reference-retired", []ruletest.Case{
		{Name: "the replacement is named", Change: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: [drugs/trialimab]
-- trials/example.yaml --
tested: [drugs/trialimab]
`},
		{Name: "the tombstone is named", Change: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: [drugs/trialimab]
-- trials/example.yaml --
tested: [drugs/oldimab]
`,
			Want: []string{"trials/example.yaml:5:10 error tested[0]"}},
		{Name: "a tombstone leads to another", Change: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: [drugs/trialimab]
-- drugs/olderimab.yaml --
display_name: Olderimab
lifecycle: RETIRED
replaced_by: [drugs/oldimab]
`,
			Want: []string{"drugs/olderimab.yaml:3:15 error replaced_by[0]"}},
	})
}

func TestReferenceRetiredNamesTheLastReplacement(t *testing.T) {
	const (
		old   = "-- drugs/aold.yaml --\ndisplay_name: Aold\nlifecycle: RETIRED\nreplaced_by: [drugs/bold]\n"
		trial = "-- trials/example.yaml --\ntested: [drugs/aold]\n"
		lost  = "drugs/aold is retired, and its record does not lead to one that replaced it. Correct replaced_by " +
			"there, or name another record."
	)
	for _, c := range []struct{ name, change, want string }{
		{"through three tombstones", old + "-- drugs/bold.yaml --\ndisplay_name: Bold\nlifecycle: RETIRED\nreplaced_by: " +
			"[drugs/cold]\n" +
			"-- drugs/cold.yaml --\ndisplay_name: Cold\nlifecycle: RETIRED\nreplaced_by: [drugs/trialimab]\n" + trial,
			"drugs/aold is retired. Name its replacement: drugs/trialimab."},
		{"split", "-- drugs/aold.yaml --\ndisplay_name: Aold\nlifecycle: RETIRED\nreplaced_by: [drugs/trialimab, " +
			"drugs/bold]\n-- drugs/bold.yaml --\ndisplay_name: Bold\nlifecycle: RETIRED\n" +
			"replaced_by: [drugs/examplinib]\n" + trial,
			"drugs/aold is retired and was split. Name the one that is meant: drugs/examplinib, drugs/trialimab."},
		{"for a reason", "-- drugs/aold.yaml --\ndisplay_name: Aold\nlifecycle: RETIRED\n" +
			"retired_reason: It was a slip.\n" + trial,
			"drugs/aold is retired and has no replacement. Name another record, or remove the reference."},
		{"a stage of a condition", "-- conditions/late.yaml --\ndisplay_name: Late\nreplaced_by: [conditions/sarcoma]\n" +
			"extent: [ADVANCED]\n-- trials/example.yaml --\nconditions: [conditions/late]\n",
			"conditions/late is retired. Name its replacement, conditions/sarcoma, with the extent or the biomarkers that its " +
				"record states."},
		{"in a circle",
			old + "-- drugs/bold.yaml --\ndisplay_name: Bold\nlifecycle: RETIRED\nreplaced_by: [drugs/aold]\n" + trial, lost},
		{"to nothing", "-- drugs/aold.yaml --\ndisplay_name: Aold\nlifecycle: RETIRED\n" + trial, lost},
		{"to a drug that is not there", old + trial, lost},
		{"to a class",
			"-- drugs/aold.yaml --\ndisplay_name: Aold\nlifecycle: RETIRED\nreplaced_by: [classes/example-class]\n" +
				trial, lost},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, f := range ruletest.Lint(t, c.change) {
				if f.Rule == "reference-retired" && f.Resource == "trials/example" {
					if f.Message != c.want {
						t.Errorf("message %q, want %q", f.Message, c.want)
					}
					return
				}
			}
			t.Error("the rule does not fire")
		})
	}
}
