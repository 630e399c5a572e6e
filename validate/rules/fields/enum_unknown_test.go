package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestEnumUnknown(t *testing.T) {
	ruletest.Run(t, "enum-unknown", []ruletest.Case{
		{Name: "a value", Change: `-- targets/example.yaml --
kind: FAMILY
`},
		{Name: "a slip", Change: `-- targets/example.yaml --
kind: GEN
`,
			Want: []string{"targets/example.yaml:2:7 error kind"}},
		{Name: "small letters", Change: `-- targets/example.yaml --
kind: gene
`,
			Want: []string{"targets/example.yaml:2:7 error kind"}},
		{Name: "a number", Change: `-- targets/example.yaml --
kind: 1
`,
			Want: []string{"targets/example.yaml:2:7 error kind"}},
		{Name: "the value for not stated", Change: `-- targets/example.yaml --
kind: KIND_UNSPECIFIED
`,
			Want: []string{"targets/example.yaml:2:7 error kind"}},
	})
}
