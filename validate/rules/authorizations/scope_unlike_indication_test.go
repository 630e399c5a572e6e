package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestScopeUnlikeIndication(t *testing.T) {
	const others = `-- conditions/fibroma.yaml --
display_name: Fibroma
kind: NEOPLASM
-- drugs/otherinib.yaml --
display_name: Otherinib
`
	event := func(indication, scopes string) string {
		return others + "-- drugs/examplinib.yaml --\nproducts:\n  - id: exampla-us\n    brand: Exampla\n " +
			"   jurisdiction: US\n" +
			"    authorizations:\n      - {id: a, regulator: regulators/agency, event: APPROVED, date: \"2010\", cites: " +
			"[label], indication: \"" + indication + "\", scopes: [" + scopes + "]}\n"
	}
	const chordoma, fibroma = "conditions: [conditions/chordoma]", "conditions: [conditions/fibroma]"
	const at = "products[0].authorizations[0].scopes[0]."
	ruletest.Run(t, "scope-unlike-indication", []ruletest.Case{
		{Name: "its condition", Change: event("chordoma", "{"+chordoma+"}")},
		{Name: "its condition beside others", Change: event("chordoma after a fibroma", "{"+chordoma+"}")},
		{Name: "a condition that the words do not have", Change: event("tumors", "{"+chordoma+"}")},
		{Name: "another condition", Change: event("fibroma", "{"+chordoma+"}"),
			Want: []string{"drugs/examplinib.yaml:18:140 info " + at + "conditions[0]"}},
		{Name: "its age", Change: event("chordoma from 16 years of age", "{"+chordoma+`, age: {from: "16"}}`)},
		{Name: "adults", Change: event("chordoma in adults", "{"+chordoma+`, age: {from: "18"}}`)},
		{Name: "adults and children", Change: event("chordoma in adults and children", "{"+chordoma+`, age: {from: "0"}}`)},
		{Name: "no age", Change: event("chordoma in adults", "{"+chordoma+"}")},
		{Name: "an age that the words do not have", Change: event("chordoma", "{"+chordoma+`, age: {from: "18"}}`)},
		{Name: "another age", Change: event("chordoma from 16 years of age", "{"+chordoma+`, age: {from: "18"}}`),
			Want: []string{"drugs/examplinib.yaml:18:196 info " + at + "age.from"}},
		{Name: "another age than of adults", Change: event("chordoma in adults", "{"+chordoma+`, age: {from: "12"}}`),
			Want: []string{"drugs/examplinib.yaml:18:185 info " + at + "age.from"}},
		{Name: "its earlier drug", Change: event("chordoma after trialimab", "{"+chordoma+", prior: {all: "+
			"[drugs/trialimab]}}")},
		{Name: "another earlier drug", Change: event("chordoma after otherinib",
			"{"+chordoma+", prior: {all: [drugs/trialimab]}}"),
			Want: []string{"drugs/examplinib.yaml:18:193 info " + at + "prior.all[0]"}},
		{Name: "a condition that could not be read", Change: event("fibroma", "{"+chordoma+"}") +
			"-- conditions/marrow.yaml --\n: [\n"},
		{Name: "both conditions", Change: event("chordoma and fibroma", "{"+chordoma+"}, {"+fibroma+"}")},
	})
}
