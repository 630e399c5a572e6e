package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseDuplicate(t *testing.T) {
	two := func(first, second string) string {
		return `-- drugs/examplinib.yaml --
doses:
  - {` + first + `, cites: [label]}
  - {` + second + `, cites: [label]}
`
	}
	ruletest.Run(t, "dose-duplicate", []ruletest.Case{
		{Name: "two ids", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "1", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "2", unit: mg}}]`)},
		{Name: "one id", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "1", unit: mg}}]`,
			`id: a, basis: LABEL, steps: [{amount: {value: "2", unit: mg}}]`),
			Want: []string{"drugs/examplinib.yaml:38:10 error doses[1].id"}},
		{Name: "two blocks of one id", Change: `-- regimens/example-regimen.yaml --
blocks:
  - {id: first, parts: [{drug: drugs/examplinib, steps: [{amount_words: one tablet}]}], cites: [page]}
  - {id: first, parts: [{drug: drugs/trialimab, steps: [{amount_words: one tablet}]}], cites: [page]}
`,
			Want: []string{"regimens/example-regimen.yaml:10:10 error blocks[1].id"}},
	})
}
