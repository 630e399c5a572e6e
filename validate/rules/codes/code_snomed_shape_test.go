package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeSnomedShape(t *testing.T) {
	ruletest.Run(t, "code-snomed-shape", []ruletest.Case{
		{Name: "digits", Change: `-- drugs/examplinib.yaml --
codes: {snomed: "1234568"}
`},
		{Name: "a prefix", Change: `-- drugs/examplinib.yaml --
codes: {snomed: SCTID 1234567}
`,
			Want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
		{Name: "too short", Change: `-- drugs/examplinib.yaml --
codes: {snomed: "12345"}
`,
			Want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
		{Name: "a leading zero", Change: `-- drugs/examplinib.yaml --
codes: {snomed: "01234567"}
`,
			Want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
	})
}

func TestCodeSnomedCheckDigit(t *testing.T) {
	ruletest.Run(t, "code-snomed-shape", []ruletest.Case{
		{Name: "a wrong digit", Change: `-- drugs/examplinib.yaml --
codes: {snomed: "1234578"}
`, Want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
		{Name: "two digits swapped", Change: `-- drugs/examplinib.yaml --
codes: {snomed: "1324568"}
`, Want: []string{"drugs/examplinib.yaml:7:17 error codes.snomed"}},
		{Name: "a retired code", Change: `-- drugs/examplinib.yaml --
codes:
  retired:
    - {system: snomed, code: "1234567", until: "2020"}
  cites: [label]
`, Want: []string{"drugs/examplinib.yaml:9:30 error codes.retired[0].code"}},
	})
}
