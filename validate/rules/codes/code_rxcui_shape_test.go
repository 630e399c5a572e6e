package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeRxcuiShape(t *testing.T) {
	ruletest.Run(t, "code-rxcui-shape", []ruletest.Case{
		{Name: "digits", Change: `-- drugs/examplinib.yaml --
codes: {rxcui: "282388"}
`},
		{Name: "one digit", Change: `-- drugs/examplinib.yaml --
codes: {rxcui: "3"}
`},
		{Name: "a prefix", Change: `-- drugs/examplinib.yaml --
codes: {rxcui: RX282388}
`,
			Want: []string{"drugs/examplinib.yaml:7:16 error codes.rxcui"}},
		{Name: "a leading zero", Change: `-- drugs/examplinib.yaml --
codes: {rxcui: "0282388"}
`,
			Want: []string{"drugs/examplinib.yaml:7:16 error codes.rxcui"}},
		{Name: "too many digits", Change: `-- drugs/examplinib.yaml --
codes: {rxcui: "123456789"}
`,
			Want: []string{"drugs/examplinib.yaml:7:16 error codes.rxcui"}},
	})
}
