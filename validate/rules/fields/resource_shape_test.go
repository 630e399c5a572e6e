package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestResourceShape(t *testing.T) {
	ruletest.Run(t, "resource-shape", []ruletest.Case{
		{Name: "a name", Change: `-- drugs/examplinib.yaml --
classes: [classes/example-class]
`},
		{Name: "a name of nothing is not this rule's", Change: `-- drugs/examplinib.yaml --
classes: [classes/other-class]
`},
		{Name: "a title", Change: `-- drugs/examplinib.yaml --
classes: [Example class]
`,
			Want: []string{"drugs/examplinib.yaml:4:11 error classes[0]"}},
		{Name: "a capital", Change: `-- drugs/examplinib.yaml --
classes: [classes/Example-class]
`,
			Want: []string{"drugs/examplinib.yaml:4:11 error classes[0]"}},
		{Name: "the path of the file", Change: `-- drugs/examplinib.yaml --
classes: [classes/example-class.yaml]
`,
			Want: []string{"drugs/examplinib.yaml:4:11 error classes[0]"}},
		{Name: "an id alone", Change: `-- drugs/examplinib.yaml --
classes: [example-class]
`,
			Want: []string{"drugs/examplinib.yaml:4:11 error classes[0]"}},
	})
}
