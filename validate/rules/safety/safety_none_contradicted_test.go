package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSafetyNoneContradicted(t *testing.T) {
	ruletest.Run(t, "safety-none-contradicted", []ruletest.Case{
		{Name: "none alone", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, cites: [label]}
`)},
		{Name: "none of another kind", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, cites: [label]}
  - {kind: WARNING, text: It may damage the liver., cites: [label]}
`)},
		{Name: "of the same label", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., cites: [label]}
  - {kind: BOXED_WARNING, none: true, cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:5:33 error safety[1].none"}},
		{Name: "twice none", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, cites: [label]}
  - {kind: BOXED_WARNING, none: true, jurisdictions: [US], cites: [label]}
`)},
		{Name: "labels of two jurisdictions", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., cites: [label]}
  - {kind: BOXED_WARNING, none: true, cites: [eu]}
`)},
		{Name: "a page is not a label", Change: newinib(`
  - {kind: PREGNANCY, text: It may harm an unborn child., cites: [page]}
  - {kind: PREGNANCY, none: true, cites: [label]}
`)},
		{Name: "jurisdictions that overlap", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., jurisdictions: [US, CA], cites: [label]}
  - {kind: BOXED_WARNING, none: true, jurisdictions: [EU, CA], cites: [eu]}
`),
			Want: []string{"drugs/newinib.yaml:5:33 error safety[1].none"}},
		{Name: "the jurisdiction of a label", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., jurisdictions: [EU], cites: [page]}
  - {kind: BOXED_WARNING, none: true, cites: [eu]}
`),
			Want: []string{"drugs/newinib.yaml:5:33 error safety[1].none"}},
		{Name: "two products", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., products: [new-us], cites: [label]}
  - {kind: BOXED_WARNING, none: true, products: [newer-us], cites: [label]}
`)},
		{Name: "all products and one", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., cites: [label]}
  - {kind: BOXED_WARNING, none: true, products: [newer-us], cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:5:33 error safety[1].none"}},
		{Name: "a warning that was removed", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., until: "2020", cites: [label]}
  - {kind: BOXED_WARNING, none: true, since: "2021", cites: [label]}
`)},
		{Name: "a warning that was removed, none since an unknown day", Change: newinib(`
  - {kind: BOXED_WARNING, text: It may damage the liver., until: "2020", cites: [label]}
  - {kind: BOXED_WARNING, none: true, cites: [label]}
`)},
		{Name: "a warning that came later", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, until: "2024-01-14", cites: [label]}
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2024-01-15", cites: [label]}
`)},
		{Name: "at the same time", Change: newinib(`
  - {kind: BOXED_WARNING, none: true, until: "2024", cites: [label]}
  - {kind: BOXED_WARNING, text: It may damage the liver., since: "2022", cites: [label]}
`),
			Want: []string{"drugs/newinib.yaml:4:33 error safety[0].none"}},
	})
}
