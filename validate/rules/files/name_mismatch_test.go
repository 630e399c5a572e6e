package files_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestNameMismatch(t *testing.T) {
	ruletest.Run(t, "name-mismatch", []ruletest.Case{
		{Name: "the name of the path", Change: `-- targets/example.yaml --
name: targets/example
`},
		{Name: "another name", Change: `-- targets/example.yaml --
name: targets/exmaple
`,
			Want: []string{"targets/example.yaml:4:7 error name"}},
		{Name: "the name in another collection", Change: `-- targets/example.yaml --
name: drugs/example
`,
			Want: []string{"targets/example.yaml:4:7 error name"}},
		{Name: "a file with a capital", Change: `-- targets/Other.yaml --
display_name: Other target
kind: GENE
`,
			Want: []string{"targets/Other.yaml:0:0 error "}},
		{Name: "a file with an underscore", Change: `-- targets/other_one.yaml --
display_name: Other target
kind: GENE
`,
			Want: []string{"targets/other_one.yaml:0:0 error "}},
	})
}
