package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFieldWrongType(t *testing.T) {
	ruletest.Run(t, "field-wrong-type", []ruletest.Case{
		{Name: "a text that looks like a number, a date or an answer", Change: `-- targets/example.yaml --
description: 2019-01-01
display_name: 5
symbol: NO
`},
		{Name: "a text in place of a list", Change: `-- targets/example.yaml --
names: exemplar
`,
			Want: []string{"targets/example.yaml:4:8 error names"}},
		{Name: "nothing in place of a text", Change: `-- targets/example.yaml --
description: ~
`,
			Want: []string{"targets/example.yaml:4:14 error description"}},
		{Name: "a list in place of a text", Change: `-- targets/example.yaml --
description: [a, b]
`,
			Want: []string{"targets/example.yaml:4:14 error description"}},
		{Name: "a tag", Change: `-- targets/example.yaml --
description: !text A target.
`,
			Want: []string{"targets/example.yaml:4:14 error "}},
	})
}
