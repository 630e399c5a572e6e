package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeAtcShape(t *testing.T) {
	ruletest.Run(t, "code-atc-shape", []ruletest.Case{
		{Name: "a substance", Change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA01}
`},
		{Name: "a group", Change: `-- drugs/examplinib.yaml --
codes: {atc: L01EA}
`,
			Want: []string{"drugs/examplinib.yaml:7:14 error codes.atc"}},
		{Name: "small letters", Change: `-- drugs/examplinib.yaml --
codes: {atc: l01ea01}
`,
			Want: []string{"drugs/examplinib.yaml:7:14 error codes.atc"}},
		{Name: "a letter that begins no group", Change: `-- drugs/examplinib.yaml --
codes: {atc: X01EA01}
`,
			Want: []string{"drugs/examplinib.yaml:7:14 error codes.atc"}},
	})
}
