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
		{Name: "a code that its own record retired", Change: `-- drugs/examplinib.yaml --
codes: {ncit: C99999, retired: [{system: ncit, code: C99999}]}
`},
		{Name: "a further code of another drug", Change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA01}
-- drugs/trialimab.yaml --
codes: {atc: L01EA02, further_atc: [L01EA01]}
`,
			Want: []string{`drugs/trialimab.yaml:21:37 error codes.further_atc[0]`}},
	})
}
