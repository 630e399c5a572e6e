package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeOwnField(t *testing.T) {
	ruletest.Run(t, "code-own-field", []ruletest.Case{
		{Name: "a system without a field", Change: `-- drugs/examplinib.yaml --
codes: {other: [{system: DRUGBANK, code: DB00619}]}
`},
		{Name: "a salt, which is narrower", Change: `-- drugs/examplinib.yaml --
codes: {ncit: C99999, other: [{system: NCIT, code: C99998, relation: NARROWER}]}
`},
		{Name: "SNOMED CT of a drug", Change: `-- drugs/examplinib.yaml --
codes: {other: [{system: SNOMED_CT, code: "424952003", relation: EQUIVALENT}]}
`,
			Want: []string{"drugs/examplinib.yaml:7:26 error codes.other[0].system"}},
		{Name: "SNOMED CT of a condition", Change: `-- conditions/sarcoma.yaml --
codes: {other: [{system: SNOMED_CT, code: "424952003"}]}
`},
		{Name: "NCIt of a condition", Change: `-- conditions/sarcoma.yaml --
codes: {other: [{system: NCIT, code: C3868}]}
`,
			Want: []string{"conditions/sarcoma.yaml:7:26 error codes.other[0].system"}},
		{Name: "a product has no fields for codes", Change: `-- drugs/examplinib.yaml --
products:
  - {id: exampla-gb, brand: Exampla, jurisdiction: GB, codes: [{system: SNOMED_CT, code: "424952003"}]}
`},
	})
}
