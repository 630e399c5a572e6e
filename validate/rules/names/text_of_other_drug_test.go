package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTextOfOtherDrug(t *testing.T) {
	drug := func(fields string) string { return "-- drugs/trialimab.yaml --\n" + fields + "\n" }
	summary := func(text string) string {
		return drug("mechanism: {summary: " + text + ", targets: [targets/example], cites: [page]}")
	}
	warning := func(text string) string {
		return drug("safety: [{kind: WARNING, text: " + text + ", jurisdictions: [US], cites: [page]}]")
	}
	ruletest.Run(t, "text-of-other-drug", []ruletest.Case{
		{Name: "what it does", Change: summary("Trialimab blocks an example.")},
		{Name: "in comparison with another one", Change: summary("Blocks what examplinib blocks.")},
		{Name: "what another one does", Change: summary("Examplinib blocks an example."),
			Want: []string{"drugs/trialimab.yaml:21:22 info mechanism.summary"}},
		{Name: "what a drug does that it refers to", Change: summary("Examplinib blocks an example.") +
			"uses: [{id: sarcoma, condition: conditions/sarcoma, prior_therapies: [drugs/examplinib], " +
			"strength: INVESTIGATIONAL, cites: [page]}]\n", Want: []string{"drugs/trialimab.yaml:15:22 info mechanism.summary"}},
		{Name: "what a form of it does", Change: summary("Pegtrialimab is a longer form.") +
			"-- drugs/pegtrialimab.yaml --\ndisplay_name: Pegtrialimab\n"},
		{Name: "the substance of another one", Change: warning("As with examplinib the liver may be harmed.")},
		{Name: "the brand of another one", Change: warning("As with Exampla the liver may be harmed."),
			Want: []string{"drugs/trialimab.yaml:21:32 info safety[0].text"}},
		{Name: "the brand as a word", Change: warning("The liver exampla may be harmed.")},
		{Name: "the brand of a drug that it refers to", Change: warning("As with Exampla the liver may be harmed.") +
			"classes: [classes/example-class]\nuses: [{id: sarcoma, condition: conditions/sarcoma, partners: " +
			"[drugs/examplinib], strength: INVESTIGATIONAL, cites: [page]}]\n"},
		{Name: "the brand in a word of a register", Change: drug("gaps:\nproducts: [{id: a, jurisdiction: US, strengths: " +
			"[{text: 30 mg/Exampla}]}]")},
		{Name: "the brand in what is missing", Change: drug("gaps: [{field: products, reason: Exampla alone is licensed.}]")},
	})
}
