package validate_test

import "testing"

func TestTextShape(t *testing.T) {
	testRule(t, "text-shape", []ruleCase{
		{name: "a folded text", change: `-- targets/example.yaml --
description: >-
  An example.
  On one line.
`},
		{name: "a single letter", change: `-- targets/example.yaml --
description: A
`},
		{name: "a line break at the end", change: `-- targets/example.yaml --
description: |
  An example.
`,
			want: []string{"targets/example.yaml:4:14 error description"}},
		{name: "a space at the start", change: `-- targets/example.yaml --
description: " An example."
`,
			want: []string{"targets/example.yaml:4:14 error description"}},
		{name: "a tab inside", change: `-- targets/example.yaml --
description: ` + `"An\texample."` + "\n",
			want: []string{"targets/example.yaml:4:14 error description"}},
	})
}
