package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseComponentUnknown(t *testing.T) {
	regimen := func(first, second, block string) string {
		return `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, ` + first + `cites: [page]}
  - {` + second + `, role: ADDED, cites: [page]}
` + block
	}
	after := func(component string) string {
		return `steps: [{amount: {value: "15", unit: mg}, after: {component: ` + component + `, offset: {value: "24", unit: h}}}], `
	}
	part := func(name string) string {
		return `blocks:
  - {id: first, parts: [{` + name + `, steps: [{amount: {value: "15", unit: mg}}]}], cites: [page]}
`
	}
	ruletest.Run(t, "dose-component-unknown", []ruletest.Case{
		{Name: "after a component", Change: regimen(after("drugs/trialimab"), "drug: drugs/trialimab", "")},
		{Name: "after a drug that is none", Change: regimen(after("drugs/trialimab"),
			"procedure: procedures/example-procedure", ""),
			Want: []string{"regimens/example-regimen.yaml:3:107 error components[0].steps[0].after.component"}},
		{Name: "after a drug whose component is misspelled", Change: regimen(after("drugs/trialimab"),
			"drug: drugs/trialima", "")},
		{Name: "after a procedure that is none", Change: regimen(after("procedures/example-procedure"),
			"drug: drugs/trialimab", "")},
		{Name: "a share of a drug that is none", Change: regimen(`steps: [{share: {drug: drugs/trialimab, percent: "20"}}], `, "procedure: procedures/example-procedure", ""),
			Want: []string{"regimens/example-regimen.yaml:3:69 error components[0].steps[0].share.drug"}},
		{Name: "a block of components", Change: regimen("", "procedure: procedures/example-procedure",
			part("procedure: procedures/example-procedure"))},
		{Name: "a block of another drug", Change: regimen("", "procedure: procedures/example-procedure",
			part("drug: drugs/trialimab")),
			Want: []string{"regimens/example-regimen.yaml:9:32 error blocks[0].parts[0].drug"}},
		{Name: "a block of another procedure", Change: regimen("", "drug: drugs/trialimab",
			part("procedure: procedures/example-procedure")),
			Want: []string{"regimens/example-regimen.yaml:9:37 error blocks[0].parts[0].procedure"}},
		{Name: "a component that no block gives", Change: regimen("", "drug: drugs/trialimab",
			part("drug: drugs/examplinib"))},
	})
}
