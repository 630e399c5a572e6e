package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeWithoutCitation(t *testing.T) {
	ruletest.Run(t, "code-without-citation", []ruletest.Case{
		{Name: "one citation for all", Change: "-- drugs/examplinib.yaml --\n" +
			"codes: {ncit: C99999, atc: L01EX99, other: [{system: CHEMBL, code: CHEMBL941}], cites: [label]}\n"},
		{Name: "none", Change: "-- drugs/examplinib.yaml --\ncodes: {ncit: C99999, further_atc: [L01EX98]}\n",
			Want: []string{"drugs/examplinib.yaml:7:1 info codes"}},
		{Name: "other codes that cite themselves", Change: "-- drugs/examplinib.yaml --\n" +
			"codes: {other: [{system: CHEMBL, code: CHEMBL941, cites: [label]}]}\n"},
		{Name: "other codes without", Change: "-- drugs/examplinib.yaml --\n" +
			"codes: {other: [{system: CHEMBL, code: CHEMBL941}]}\n",
			Want: []string{"drugs/examplinib.yaml:7:1 info codes"}},
		{Name: "a retired code alone", Change: "-- drugs/examplinib.yaml --\n" +
			"codes: {retired: [{system: atc, code: L01XE99}]}\n"},
		{Name: "a condition and a trial", Change: "-- conditions/chordoma.yaml --\ncodes: {ncit: C2947}\n" +
			"-- trials/example.yaml --\nregistrations: {nct: NCT01234567}\n",
			Want: []string{"conditions/chordoma.yaml:8:1 info codes", "trials/example.yaml:10:1 info registrations"}},
		{Name: "a product, whose codes its citation shows", Change: `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    codes: [{system: NDC, code: 0078-0401}]
    authorizations: [{id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
      cites: [label]}]
    cites: [label]
`},
	})
}
