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
	section := func(text string) string {
		return "-- drugs/examplinib.yaml --\ncitations:\n  label: {source: sources/label, section: " + text + "}\n" +
			"  page: {source: sources/page}\n"
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
		{Name: "an article", Change: titled("Trialimab against sarcoma") + "kind: JOURNAL_ARTICLE\n"},
		{Name: "guidance", Change: titled("Trialimab against sarcoma") + "kind: HTA_GUIDANCE\n", Want: found},
		{Name: "the drug of a regimen", Change: titled("Trialimab against sarcoma") + "-- drugs/examplinib.yaml --\n" +
			"uses: [{id: sarcoma, condition: conditions/sarcoma, partners: [regimens/example-regimen], strength: " +
			"MAY_BE_USED, cites: [page]}]\n"},
		{Name: "a section about it", Change: section("2 How to take Exampla")},
		{Name: "a section about another one", Change: section("2 How to take Trialimab"),
			Want: []string{"drugs/examplinib.yaml:34:43 info citations[\"label\"].section"}},
		{Name: "a section about another one, of a page about many", Change: titled("Kinase inhibitors") +
			section("Trialimab"),
			Want: []string{"drugs/examplinib.yaml:34:43 info citations[\"label\"].section"}},
		{Name: "a section about no drug", Change: section("4.2 Posology")},
		{Name: "subjects say more than the title", Change: titled("Trialimab, prescribing information") +
			"subjects: [drugs/trialimab, drugs/examplinib]\n"},
		{Name: "a name of several words, of which one is another drug's",
			Change: titled("Trialimab Max, prescribing information") +
				"-- drugs/examplinib.yaml --\nnames: [{text: examplinib, type: INN}, {text: Trialimab Max, type: BRAND, " +
				"jurisdictions: [US]}]\n"},
	})
}
