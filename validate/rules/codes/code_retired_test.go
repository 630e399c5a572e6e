package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeRetired(t *testing.T) {
	ruletest.Run(t, "code-retired", []ruletest.Case{
		{Name: "a current code and the one that it replaced", Change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA01, retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
`},
		{Name: "a retired one in the place of a current one", Change: `-- drugs/examplinib.yaml --
codes: {atc: L01XE01, retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
`,
			Want: []string{"drugs/examplinib.yaml:7:14 error codes.atc"}},
		{Name: "among the further ones", Change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA01, further_atc: [L01XE02, L01XE01], retired: [{system: atc, code: L01XE01}]}
`,
			Want: []string{"drugs/examplinib.yaml:7:46 error codes.further_atc[1]"}},
		{Name: "the same text in another system", Change: `-- drugs/examplinib.yaml --
codes: {rxcui: "1234568", retired: [{system: snomed, code: "1234568"}]}
`},
		{Name: "a row of them", Change: `-- drugs/examplinib.yaml --
codes:
  atc: L01EA01
  retired:
    - {system: atc, code: L01XE00, replaced_by: L01XE01}
    - {system: atc, code: L01XE01, replaced_by: L01EA01}
`},
		{Name: "what replaced it is no code of the record", Change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA02, retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
`,
			Want: []string{"drugs/examplinib.yaml:7:75 error codes.retired[0].replaced_by"}},
		{Name: "nor is there a current one", Change: `-- drugs/examplinib.yaml --
codes: {retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
`,
			Want: []string{"drugs/examplinib.yaml:7:61 error codes.retired[0].replaced_by"}},
		{Name: "it replaced itself", Change: `-- drugs/examplinib.yaml --
codes: {retired: [{system: atc, code: L01XE01, replaced_by: L01XE01}]}
`,
			Want: []string{"drugs/examplinib.yaml:7:61 error codes.retired[0].replaced_by"}},
		{Name: "a circle", Change: `-- drugs/examplinib.yaml --
codes:
  retired:
    - {system: atc, code: L01XE03, replaced_by: L01XE01}
    - {system: atc, code: L01XE02, replaced_by: L01XE01}
    - {system: atc, code: L01XE01, replaced_by: L01XE02}
`,
			Want: []string{"drugs/examplinib.yaml:10:49 error codes.retired[1].replaced_by"}},
		{Name: "a retired one in a circle", Change: `-- drugs/examplinib.yaml --
codes:
  atc: L01XE01
  retired:
    - {system: atc, code: L01XE02, replaced_by: L01XE01}
    - {system: atc, code: L01XE01, replaced_by: L01XE02}
`,
			Want: []string{"drugs/examplinib.yaml:8:8 error codes.atc",
				"drugs/examplinib.yaml:10:49 error codes.retired[0].replaced_by"}},
	})
}
