package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTextShape(t *testing.T) {
	ruletest.Run(t, "text-shape", []ruletest.Case{
		{Name: "a folded text", Change: `-- targets/example.yaml --
description: >-
  An example.
  On one line.
`},
		{Name: "a single letter", Change: `-- targets/example.yaml --
description: A
`},
		{Name: "a line break at the end", Change: `-- targets/example.yaml --
description: |
  An example.
`,
			Want: []string{"targets/example.yaml:4:14 error description"}},
		{Name: "a space at the start", Change: `-- targets/example.yaml --
description: " An example."
`,
			Want: []string{"targets/example.yaml:4:14 error description"}},
		{Name: "a tab inside", Change: `-- targets/example.yaml --
description: ` + `"An\texample."` + "\n",
			Want: []string{"targets/example.yaml:4:14 error description"}},
	})
}
