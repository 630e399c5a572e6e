package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialRegistrationDiffers(t *testing.T) {
	trial := func(number, cites, kind string) string {
		return "-- trials/example.yaml --\nregistrations: {nct: " + number + ", cites: [" + cites + "]}\n" +
			"citations:\n  page: {source: sources/page}\n  entry: {source: sources/entry}\n  other: {source: sources/other}\n" +
			"-- sources/entry.yaml --\ndisplay_name: Entry\nkind: " + kind + "\npublisher: Register\ntitle: A trial\n" +
			"identifiers: {nct: NCT01234567}\ndates: {revised: \"2025-06-01\"}\n" +
			"-- sources/other.yaml --\ndisplay_name: Other\nkind: TRIAL_REGISTRY\npublisher: Register\ntitle: Another trial\n" +
			"identifiers: {nct: NCT07654321}\ndates: {revised: \"2025-06-01\"}\n"
	}
	ruletest.Run(t, "trial-registration-differs", []ruletest.Case{
		{Name: "its entry", Change: trial("NCT01234567", "entry", "TRIAL_REGISTRY")},
		{Name: "its entry and one of a follow-up", Change: trial("NCT01234567", "entry, other", "TRIAL_REGISTRY")},
		{Name: "an article of another trial", Change: trial("NCT01234576", "entry", "JOURNAL_ARTICLE")},
		{Name: "no citation", Change: trial("NCT01234576", "", "TRIAL_REGISTRY")},
		{Name: "digits swapped", Change: trial("NCT01234576", "entry", "TRIAL_REGISTRY"),
			Want: []string{"trials/example.yaml:12:22 warning registrations.nct"}},
		{Name: "the entry of another trial", Change: trial("NCT01234567", "other", "TRIAL_REGISTRY"),
			Want: []string{"trials/example.yaml:12:22 warning registrations.nct"}},
	})
}
