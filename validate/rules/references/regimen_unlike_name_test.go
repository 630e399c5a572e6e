package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRegimenUnlikeName(t *testing.T) {
	named := func(display, synonym string) string {
		return "-- regimens/example-regimen.yaml --\ndisplay_name: " + display + "\nnames: [{text: " + synonym +
			", type: SYNONYM}]\n" +
			"-- drugs/otherinib.yaml --\ndisplay_name: Otherinib\nnames: [{text: OTH, type: ABBREVIATION}]\n" +
			"-- drugs/pegtrialimab.yaml --\ndisplay_name: Pegtrialimab\n"
	}
	ruletest.Run(t, "regimen-unlike-name", []ruletest.Case{
		{Name: "its drugs", Change: named("ET", "examplinib with trialimab")},
		{Name: "one of its drugs", Change: named("Regimen with Exampla", "ET")},
		{Name: "a form of a drug", Change: named("ET", "examplinib with pegtrialimab")},
		{Name: "an abbreviation", Change: named("OTH", "ET")},
		{Name: "another drug", Change: named("Examplinib with otherinib", "ET"),
			Want: []string{"regimens/example-regimen.yaml:1:15 info display_name"}},
		{Name: "another drug in a synonym", Change: named("ET", "examplinib with otherinib"),
			Want: []string{"regimens/example-regimen.yaml:8:16 info names[0].text"}},
	})
}
