package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeHgncShape(t *testing.T) {
	ruletest.Run(t, "code-hgnc-shape", []ruletest.Case{
		{Name: "digits", Change: `-- targets/example.yaml --
codes: {hgnc: "6342"}
`},
		{Name: "a prefix", Change: `-- targets/example.yaml --
codes: {hgnc: "HGNC:6342"}
`,
			Want: []string{"targets/example.yaml:4:15 error codes.hgnc"}},
		{Name: "a symbol", Change: `-- targets/example.yaml --
codes: {hgnc: KIT}
`,
			Want: []string{"targets/example.yaml:4:15 error codes.hgnc"}},
		{Name: "a leading zero", Change: `-- targets/example.yaml --
codes: {hgnc: "06342"}
`,
			Want: []string{"targets/example.yaml:4:15 error codes.hgnc"}},
	})
}
