package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRegisterEntryWithClinicalFacts(t *testing.T) {
	drug := func(text string) string { return "-- drugs/newinib.yaml --\n" + text }
	ruletest.Run(t, "register-entry-with-clinical-facts", []ruletest.Case{
		{Name: "a register entry", Change: drug("depth: REGISTER\nnames: [{text: newinib, type: INN}]\n" +
			"products: [{brand: New, jurisdiction: US}]\n")},
		{Name: "a monograph", Change: drug("depth: MONOGRAPH\nside_effects: [{term: headache}]\nuses: [{id: sarcoma}]\n")},
		{Name: "uses and side effects",
			Change: drug("depth: REGISTER\nside_effects: [{term: headache}]\nuses: [{id: sarcoma}]\n"),
			Want:   []string{"drugs/newinib.yaml:2:1 error side_effects", "drugs/newinib.yaml:3:1 error uses"}},
		{Name: "safety and doses",
			Change: drug("depth: REGISTER\nsafety: [{kind: OVERDOSE, text: It kills.}]\ndoses: [{id: a}]\n"),
			Want:   []string{"drugs/newinib.yaml:2:1 error safety", "drugs/newinib.yaml:3:1 error doses"}},
	})
}
