package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeUniiShape(t *testing.T) {
	ruletest.Run(t, "code-unii-shape", []ruletest.Case{
		{Name: "letters and digits", Change: `-- drugs/examplinib.yaml --
codes: {unii: EXAMPL1NIB}
`},
		{Name: "digits", Change: `-- drugs/examplinib.yaml --
codes: {unii: "1234567890"}
`},
		{Name: "small letters", Change: `-- drugs/examplinib.yaml --
codes: {unii: exampl1nib}
`,
			Want: []string{"drugs/examplinib.yaml:7:15 error codes.unii"}},
		{Name: "too short", Change: `-- drugs/examplinib.yaml --
codes: {unii: EXAMPL1}
`,
			Want: []string{"drugs/examplinib.yaml:7:15 error codes.unii"}},
		{Name: "a hyphen", Change: `-- drugs/examplinib.yaml --
codes: {unii: EXAMPL-NIB}
`,
			Want: []string{"drugs/examplinib.yaml:7:15 error codes.unii"}},
	})
}
