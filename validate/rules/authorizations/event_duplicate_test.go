package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestEventDuplicate(t *testing.T) {
	second := func(fields string) string {
		return "-- drugs/examplinib.yaml --\nproducts:\n  - id: exampla-us\n    brand: Exampla\n    jurisdiction: US\n" +
			"    authorizations:\n" +
			"      - {id: a, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\", cites: " +
			"[label]}\n      - {id: b, regulator: regulators/agency, event: APPROVED, " + fields + ", cites: [page]}\n"
	}
	ruletest.Run(t, "event-duplicate", []ruletest.Case{
		{Name: "the same", Change: second(`use: sarcoma, date: "2010-05-01"`), Want: []string{"drugs/examplinib.yaml:19:9 warning products[0].authorizations[1]"}},
		{Name: "another use", Change: second(`use: chordoma, date: "2010-05-01"`)},
		{Name: "another day", Change: second(`use: sarcoma, date: "2010-05-02"`)},
		{Name: "two indications that a register does not name", Change: `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      - {id: a, regulator: regulators/agency, indication_unknown: true, event: APPROVED, date: "2010-05-01",
          cites: [label]}
      - {id: b, regulator: regulators/agency, indication_unknown: true, event: APPROVED, date: "2010-05-01",
          cites: [label]}
`},
		{Name: "another application", Change: second(`use: sarcoma, date: "2010-05-01", reference: NDA 2`)},
	})
}
