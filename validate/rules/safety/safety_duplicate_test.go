package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSafetyDuplicate(t *testing.T) {
	ruletest.Run(t, "safety-duplicate", []ruletest.Case{
		{Name: "two warnings", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., cites: [label]}
  - {kind: BOXED_WARNING, text: It may kill., cites: [label]}
`)},
		{Name: "another spelling", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., cites: [label]}
  - {kind: BOXED_WARNING, text: it may damage the Liver., cites: [eu]}
`),
			Want: []string{"drugs/newinib.yaml:5:5 error safety[1]"}},
		{Name: "another kind", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., cites: [label]}
  - {kind: WARNING, text: It may damage the liver., cites: [label]}
`)},
		{Name: "other people", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., cites: [label]}
  - {kind: BOXED_WARNING, text: It may damage the liver., population: children, cites: [label]}
`)},
		{Name: "other products", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., products: [new-us], cites: [label]}
  - {kind: BOXED_WARNING, text: It may damage the liver., products: [newer-us], cites: [label]}
`)},
		{Name: "removed, and back", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., until: "2012", cites: [label]}
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2020", cites: [label]}
`)},
		{Name: "none twice", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, cites: [label]}
  - {kind: BOXED_WARNING, none: true, cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:5:5 error safety[1]"}},
		{Name: "none in two jurisdictions", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, jurisdictions: [US], cites: [label]}
  - {kind: BOXED_WARNING, none: true, jurisdictions: [CA], cites: [label]}
`)},
		{Name: "items that say nothing are another rule's", Change: newinib(`
  - {kind: OVERDOSE, cites: [label]}
  - {kind: OVERDOSE, cites: [label]}
`)},
	})
}
