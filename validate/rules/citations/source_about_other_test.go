package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceAboutOther(t *testing.T) {
	about := func(subjects string) string { return "-- sources/label.yaml --\nsubjects: [" + subjects + "]\n" }
	titled := func(title string) string {
		return "-- sources/label.yaml --\ndisplay_name: Label\ntitle: \"" + title + "\"\n"
	}
	found := []string{"drugs/examplinib.yaml:34:19 info citations[\"label\"].source"}
	ruletest.Run(t, "source-about-other", []ruletest.Case{
		{Name: "about this one and another", Change: about("drugs/trialimab, drugs/examplinib")},
		{Name: "about a condition, too", Change: about("drugs/trialimab, conditions/sarcoma")},
		{Name: "about another one", Change: about("drugs/trialimab"), Want: found},
		{Name: "about the partner of an interaction", Change: about("drugs/trialimab") + "-- drugs/examplinib.yaml --\n" +
			"safety: [{kind: INTERACTION, text: Levels rise., with: [drugs/trialimab], management: AVOID, cites: [label]}]\n"},
		{Name: "the title names another one", Change: titled("TRIALIMAB injection, prescribing information"), Want: found},
		{Name: "the title names this one", Change: titled("Exampla tablets, prescribing information")},
		{Name: "the title names both", Change: titled("Exampla with Trialimab, prescribing information")},
		{Name: "the title names none", Change: titled("Kinase inhibitors, prescribing information")},
		{Name: "the title names it within a word", Change: titled("Antitrialimab, prescribing information")},
		{Name: "the title names a form of this one", Change: titled("Pegexamplinib, prescribing information") +
			"-- drugs/pegexamplinib.yaml --\ndisplay_name: Pegexamplinib\n"},
		{Name: "no label", Change: titled("Trialimab against sarcoma") + "kind: JOURNAL_ARTICLE\n"},
		{Name: "subjects say more than the title", Change: titled("Trialimab, prescribing information") +
			"subjects: [drugs/trialimab, drugs/examplinib]\n"},
		{Name: "a name of several words, of which one is another drug's",
			Change: titled("Trialimab Max, prescribing information") +
				"-- drugs/examplinib.yaml --\nnames: [{text: examplinib, type: INN}, {text: Trialimab Max, type: BRAND, " +
				"jurisdictions: [US]}]\n"},
	})
}
