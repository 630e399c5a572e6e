package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeNcitShape(t *testing.T) {
	ruletest.Run(t, "code-ncit-shape", []ruletest.Case{
		{Name: "a code", Change: `-- drugs/examplinib.yaml --
codes: {ncit: C62035}
`},
		{Name: "a prefix", Change: `-- drugs/examplinib.yaml --
codes: {ncit: "NCIT:C62035"}
`,
			Want: []string{"drugs/examplinib.yaml:7:15 error codes.ncit"}},
		{Name: "digits alone", Change: `-- drugs/examplinib.yaml --
codes: {ncit: "62035"}
`,
			Want: []string{"drugs/examplinib.yaml:7:15 error codes.ncit"}},
		{Name: "a small letter", Change: `-- drugs/examplinib.yaml --
codes: {ncit: c62035}
`,
			Want: []string{"drugs/examplinib.yaml:7:15 error codes.ncit"}},
	})
}
