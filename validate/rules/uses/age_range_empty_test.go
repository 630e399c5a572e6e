package uses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAgeRangeEmpty(t *testing.T) {
	const chordoma = "INVESTIGATIONAL, condition: conditions/chordoma, age: "
	ruletest.Run(t, "age-range-empty", []ruletest.Case{
		{Name: "swapped", Change: drug(chordoma + `{from: "18", below: "12"}`),
			Want: []string{"drugs/trialimab.yaml:10:86 error uses[0].age.from"}},
		{Name: "none", Change: drug(chordoma + `{from: "12", below: "12.0"}`),
			Want: []string{"drugs/trialimab.yaml:10:86 error uses[0].age.from"}},
		{Name: "by numbers, not by letters", Change: drug(chordoma + `{from: "2", below: "12"}`)},
		{Name: "of 180 years", Change: drug(chordoma + `{from: "180"}`),
			Want: []string{"drugs/trialimab.yaml:10:86 error uses[0].age.from"}},
		{Name: "of 180 months", Change: drug(chordoma + `{from: "180", unit: mo}`)},
		{Name: "no end", Change: drug(chordoma + `{from: "12"}`)},
		{Name: "no beginning", Change: drug(chordoma + `{below: "12"}`)},
		{Name: "no numbers are another rule's", Change: drug(chordoma + `{from: old, below: "12"}`)},
		{Name: "of a procedure", Change: `-- procedures/example-procedure.yaml --
uses:
  - {id: one, condition: conditions/sarcoma, strength: MAY_BE_USED, age: {from: "18", below: "12"}, cites: [page]}
`, Want: []string{"procedures/example-procedure.yaml:8:81 error uses[0].age.from"}},
	})
}

func TestPriorContradiction(t *testing.T) {
	const chordoma = "INVESTIGATIONAL, condition: conditions/chordoma, "
	ruletest.Run(t, "prior-contradiction", []ruletest.Case{
		{Name: "both", Change: drug(chordoma + "prior_therapies: [drugs/examplinib], prior_none: [drugs/examplinib]"),
			Want: []string{"drugs/trialimab.yaml:10:124 error uses[0].prior_none[0]"}},
		{Name: "the only choice", Change: drug(chordoma + "prior_any: [drugs/examplinib], prior_none: [drugs/examplinib]"),
			Want: []string{"drugs/trialimab.yaml:10:118 error uses[0].prior_none[0]"}},
		{Name: "one of two choices", Change: drug(chordoma +
			"prior_any: [drugs/examplinib, classes/example-class], prior_none: [drugs/examplinib]")},
		{Name: "two drugs",
			Change: drug(chordoma + "prior_therapies: [drugs/examplinib], prior_none: [classes/example-class]")},
		{Name: "first line after another treatment",
			Change: drug(chordoma + "line: FIRST, prior_therapies: [drugs/examplinib]")},
		{Name: "of a scope", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - regulator: regulators/agency
        scopes:
          - {conditions: [conditions/chordoma], prior: {all: [drugs/trialimab], none_of: [drugs/trialimab]}}
        event: APPROVED
        date: "2010-05-01"
        cites: [label]
`, Want: []string{"drugs/examplinib.yaml:20:91 error products[0].authorizations[1].scopes[0].prior.none_of[0]"}},
	})
}
