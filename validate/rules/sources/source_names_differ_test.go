package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceNamesDiffer(t *testing.T) {
	label := func(display, title, url string) string {
		return "-- sources/label.yaml --\ndisplay_name: " + display + "\ntitle: " + title + "\nidentifiers: {url: \"" +
			url + "\"}\n"
	}
	const none = "https://example.org/page"
	ruletest.Run(t, "source-names-differ", []ruletest.Case{
		{Name: "one drug by two names", Change: label("Exampla label", "Examplinib, prescribing information", none)},
		{Name: "one of two drugs", Change: label("Exampla label", "Examplinib with trialimab", none)},
		{Name: "a name without a drug", Change: label("Label", "Trialimab, prescribing information", none)},
		{Name: "another title", Change: label("Exampla label", "Trialimab, prescribing information", none),
			Want: []string{"sources/label.yaml:4:8 info title"}},
		{Name: "another address", Change: label("Exampla label", "Prescribing information", "https://example.org/trialimab"),
			Want: []string{"sources/label.yaml:7:20 info identifiers.url"}},
		{Name: "another ID", Change: "-- sources/trialimab-2025.yaml --\ndisplay_name: Exampla label\nkind: LABEL\n",
			Want: []string{"sources/trialimab-2025.yaml:1:15 info display_name"}},
		{Name: "a form of the drug", Change: label("Exampla label", "Pegexamplinib", none) +
			"-- drugs/pegexamplinib.yaml --\ndisplay_name: Pegexamplinib\n"},
		{Name: "the entry of a trial", Change: label("Exampla", "A trial against harm from trialimab", none) +
			"kind: TRIAL_REGISTRY\n"},
		{Name: "one with subjects", Change: label("Exampla label", "Trialimab", none) + "subjects: [drugs/examplinib]\n"},
	})
}
