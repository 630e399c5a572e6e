package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestIDDuplicate(t *testing.T) {
	products := func(firstProduct, firstEvent, secondProduct, secondEvent string) string {
		return `-- drugs/examplinib.yaml --
products:
  - id: ` + firstProduct + `
    jurisdiction: US
    authorizations:
      - {id: ` + firstEvent + `, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
  - id: ` + secondProduct + `
    jurisdiction: US
    authorizations:
      - {id: other, regulator: regulators/agency, use: chordoma, event: APPROVED, date: "2011-05-01", cites: [label]}
      - {id: ` + secondEvent + `, regulator: regulators/agency, use: chordoma, event: RENEWED, date: "2012-05-01", cites: [label]}
`
	}
	ruletest.Run(t, "id-duplicate", []ruletest.Case{
		{Name: "all different", Change: products("a", "b", "c", "d")},
		{Name: "two products", Change: products("a", "b", "a", "d"),
			Want: []string{"drugs/examplinib.yaml:18:9 error products[1].id"}},
		{Name: "two events of a product", Change: products("a", "b", "c", "other"),
			Want: []string{"drugs/examplinib.yaml:22:14 error products[1].authorizations[1].id"}},
		{Name: "events of two products", Change: products("a", "b", "c", "b")},
		{Name: "a product and its event", Change: products("a", "a", "c", "c")},
		{Name: "missing ids are another rule's", Change: products(`""`, `""`, `""`, `""`)},
	})
}
