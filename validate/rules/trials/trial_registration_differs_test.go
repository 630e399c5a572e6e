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
	titled := func(fields, title string) string {
		return "-- trials/example.yaml --\n" + fields + "\n-- sources/page.yaml --\ntitle: " + title + "\n"
	}
	dated := func(number, date string) string {
		return "-- trials/example.yaml --\nregistrations: {nct: " + number +
			"}\nresults: [{outcome: BETTER, summary: It helped., cites: [page], date: \"" + date + "\"}]\n"
	}
	ruletest.Run(t, "trial-registration-differs", []ruletest.Case{
		{Name: "its entry", Change: trial("NCT01234567", "entry", "TRIAL_REGISTRY")},
		{Name: "its entry and one of a follow-up", Change: trial("NCT01234567", "entry, other", "TRIAL_REGISTRY")},
		{Name: "an article, and the entry of another trial", Change: trial("NCT01234576", "entry", "JOURNAL_ARTICLE"),
			Want: []string{"trials/example.yaml:12:22 info registrations.nct"}},
		{Name: "no citation of an entry", Change: "-- trials/example.yaml --\nregistrations: {nct: NCT01234576}\n"},
		{Name: "an entry that another fact cites", Change: trial("NCT01234576", "", "TRIAL_REGISTRY"),
			Want: []string{"trials/example.yaml:12:22 info registrations.nct"}},
		{Name: "the phase of a title", Change: titled("phase: PHASE_1_2", "A phase I/II trial")},
		{Name: "the phase of one of two titles", Change: titled("phase: PHASE_3", "A phase 3 trial")},
		{Name: "another phase than that of a title", Change: titled("phase: PHASE_1", "A randomised phase III trial"),
			Want: []string{"trials/example.yaml:10:8 info phase"}},
		{Name: "a title without a phase", Change: titled("phase: PHASE_1", "A trial of the chronic phase")},
		{Name: "a result of after the registration", Change: dated("NCT03353753", "2020-07")},
		{Name: "a result of an old trial that was registered late", Change: dated("NCT00134030", "1998")},
		{Name: "a result of years before the registration", Change: dated("NCT03353753", "2002-07"),
			Want: []string{"trials/example.yaml:11:71 info results[0].date"}},
		{Name: "a result of years before a number that is yet to be given", Change: dated("NCT08353753", "2002-07"),
			Want: []string{"trials/example.yaml:11:71 info results[0].date"}},
		{Name: "no number", Change: trial("nct01234567", "entry", "TRIAL_REGISTRY")},
		{Name: "digits swapped", Change: trial("NCT01234576", "entry", "TRIAL_REGISTRY"),
			Want: []string{"trials/example.yaml:12:22 warning registrations.nct"}},
		{Name: "the entry of another trial", Change: trial("NCT01234567", "other", "TRIAL_REGISTRY"),
			Want: []string{"trials/example.yaml:12:22 warning registrations.nct"}},
	})
}
