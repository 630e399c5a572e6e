package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestINNMissing(t *testing.T) {
	drug := func(fields string) string { return "-- drugs/trialimab.yaml --\n" + fields + "\n" }
	const synonym = "names: [{text: trialimab, type: SYNONYM}]"
	ruletest.Run(t, "inn-missing", []ruletest.Case{
		{Name: "an INN", Change: drug("names: [{text: trialimab, type: INN}]")},
		{Name: "a USAN", Change: drug("names: [{text: trialimab, type: USAN}]")},
		{Name: "another name", Change: drug(synonym), Want: []string{"drugs/trialimab.yaml:4:1 info names"}},
		{Name: "no name", Change: drug("names:"), Want: []string{"drugs/trialimab.yaml:1:1 info names"}},
		{Name: "a gap", Change: drug(synonym + "\ngaps: [{field: names, partial: true, reason: Only its salt has one.}]")},
		{Name: "an entry of a register", Change: drug(synonym + "\ndepth: REGISTER")},
		{Name: "a combination", Change: drug(synonym + "\ningredients: [{drug: drugs/examplinib, cites: [page]}]")},
	})
}
