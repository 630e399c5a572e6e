package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceAboutOther(t *testing.T) {
	about := func(subjects string) string { return "-- sources/label.yaml --\nsubjects: [" + subjects + "]\n" }
	ruletest.Run(t, "source-about-other", []ruletest.Case{
		{Name: "about this one and another", Change: about("drugs/trialimab, drugs/examplinib")},
		{Name: "about a condition, too", Change: about("drugs/trialimab, conditions/sarcoma")},
		{Name: "about another one", Change: about("drugs/trialimab"),
			Want: []string{"drugs/examplinib.yaml:34:19 info citations[\"label\"].source"}},
		{Name: "about the partner of an interaction", Change: about("drugs/trialimab") + "-- drugs/examplinib.yaml --\n" +
			"safety: [{kind: INTERACTION, text: Levels rise., with: [drugs/trialimab], management: AVOID, cites: [label]}]\n"},
	})
}
