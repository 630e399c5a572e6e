package files_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFileEmpty(t *testing.T) {
	ruletest.Run(t, "file-empty", []ruletest.Case{
		{Name: "a comment before a record", Change: `-- targets/other.yaml --
# A note.
display_name: Other target
kind: GENE
`},
		{Name: "nothing", Change: `-- targets/other.yaml --
`,
			Want: []string{"targets/other.yaml:1:1 error "}},
		{Name: "a comment", Change: `-- targets/other.yaml --

# To be written.
`,
			Want: []string{"targets/other.yaml:1:1 error "}},
		{Name: "null", Change: `-- targets/other.yaml --
~
`,
			Want: []string{"targets/other.yaml:1:1 error "}},
	})
}
