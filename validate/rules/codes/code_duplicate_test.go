package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeDuplicate(t *testing.T) {
	ruletest.Run(t, "code-duplicate", []ruletest.Case{
		{Name: "codes of their own", Change: `-- drugs/trialimab.yaml --
codes: {ncit: C99998}
`},
		{Name: "a code of another drug", Change: `-- drugs/trialimab.yaml --
codes: {ncit: C99999}
`,
			Want: []string{"drugs/trialimab.yaml:21:15 error codes.ncit"}},
		{Name: "a retired code of another drug", Change: `-- drugs/trialimab.yaml --
codes:
  retired:
    - {system: ncit, code: C99999}
`,
			Want: []string{"drugs/trialimab.yaml:23:28 error codes.retired[0].code"}},
		{Name: "the same digits in another system", Change: `-- drugs/examplinib.yaml --
codes: {rxcui: "123456"}
-- drugs/trialimab.yaml --
codes: {snomed: "123456"}
`},
		{Name: "a condition and a drug may share a code", Change: `-- conditions/sarcoma.yaml --
codes: {ncit: C99999}
`},
		{Name: "two targets", Change: `-- targets/example.yaml --
codes: {hgnc: "1"}
-- targets/other.yaml --
display_name: Other
kind: GENE
codes: {hgnc: "1"}
`,
			Want: []string{"targets/other.yaml:3:15 error codes.hgnc"}},
		{Name: "the symbol of another target", Change: `-- targets/example.yaml --
symbol: KIT
-- targets/other.yaml --
display_name: Other
kind: GENE
symbol: KIT
`,
			Want: []string{"targets/other.yaml:3:9 error symbol"}},
		{Name: "a code that its own record retired", Change: `-- drugs/examplinib.yaml --
codes: {ncit: C99999, retired: [{system: ncit, code: C99999}]}
`},
		{Name: "a further code of another drug", Change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA01}
-- drugs/trialimab.yaml --
codes: {atc: L01EA02, further_atc: [L01EA01]}
`,
			Want: []string{`drugs/trialimab.yaml:21:37 error codes.further_atc[0]`}},
		{Name: "another system's code of another drug", Change: `-- drugs/examplinib.yaml --
codes: {other: [{system: DRUGBANK, code: DB00619}]}
-- drugs/trialimab.yaml --
codes: {other: [{system: DRUGBANK, code: DB00619}]}
`,
			Want: []string{`drugs/trialimab.yaml:21:42 error codes.other[0].code`}},
		{Name: "a code of two drugs that is broader than both", Change: `-- drugs/examplinib.yaml --
codes: {other: [{system: MESH, code: D012509, relation: BROADER}]}
-- drugs/trialimab.yaml --
codes: {other: [{system: MESH, code: D012509, relation: BROADER}]}
`},
		{Name: "the same code with and without a field of its own", Change: `-- drugs/trialimab.yaml --
codes: {other: [{system: NCIT, code: C99999}]}
`,
			Want: []string{`drugs/trialimab.yaml:21:38 error codes.other[0].code`}},
		{Name: "a number of a product", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, jurisdiction: CA, codes: [{system: DIN, code: "02253275"}]}
  - {id: b, jurisdiction: CA, codes: [{system: DIN, code: "02253275"}]}
-- drugs/trialimab.yaml --
products:
  - {id: a, jurisdiction: CA, codes: [{system: DIN, code: "02253275"}]}
`,
			Want: []string{`drugs/trialimab.yaml:22:59 error products[0].codes[0].code`}},
		{Name: "one label of two drugs", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, jurisdiction: US, codes: [{system: SPL_SET_ID, code: 211ef2da-2868-4a77-8055-1cb2cd78e24b}]}
-- drugs/trialimab.yaml --
products:
  - {id: a, jurisdiction: US, codes: [{system: SPL_SET_ID, code: 211ef2da-2868-4a77-8055-1cb2cd78e24b}]}
`},
	})
}
