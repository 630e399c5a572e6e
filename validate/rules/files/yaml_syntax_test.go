package files_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestYAMLSyntax(t *testing.T) {
	ruletest.Run(t, "yaml-syntax", []ruletest.Case{
		{Name: "a colon with quotes", Change: `-- targets/example.yaml --
description: "An example: quoted."
`},
		{Name: "a colon without a space", Change: `-- targets/example.yaml --
description: An example:unquoted.
`},
		{Name: "a colon without quotes", Change: `-- targets/example.yaml --
description: An example: unquoted.
`,
			Want: []string{"targets/example.yaml:4:24 error "}},
		{Name: "a quote that is not closed", Change: `-- targets/example.yaml --
description: "An example.
`,
			Want: []string{"targets/example.yaml:4:14 error "}},
		{Name: "half a merge", Change: "-- targets/example.yaml --\ndescription: An example.\n>>>>>>> main\n",
			Want: []string{"targets/example.yaml:5:1 error "}},
		{Name: "a merge that was not finished", Change: "-- targets/example.yaml --\ndescription:\n<<<<<<< HEAD\n  one: a\n" +
			"=======\n" +
			"  two: b\n>>>>>>> main\n", Want: []string{"targets/example.yaml:5:1 error "}},
		{Name: "signs within a text", Change: "-- targets/example.yaml --\ndescription: >-\n  a line\n  =======\n" +
			"  <<<<<<< and more\n"},
		{Name: "a tab as indentation", Change: `-- targets/example.yaml --
names:
` + "\t- {text: exemplar, type: SYNONYM}\n",
			Want: []string{"targets/example.yaml:5:1 error "}},
	})
}
