package files_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestYAMLAlias(t *testing.T) {
	ruletest.Run(t, "yaml-alias", []ruletest.Case{
		{Name: "the characters within a text", Change: `-- targets/example.yaml --
description: A & B, 2 * 3 << 7
`},
		{Name: "an anchor and an alias", Change: `-- targets/example.yaml --
display_name: &name Example target
description: *name
`,
			Want: []string{"targets/example.yaml:1:15 error ", "targets/example.yaml:4:14 error "}},
		{Name: "a merge key", Change: `-- targets/example.yaml --
<<: {symbol: EXN}
`,
			Want: []string{"targets/example.yaml:4:1 error "}},
	})
}
