package validate_test

import "testing"

func TestResourceShape(t *testing.T) {
	testRule(t, "resource-shape", []ruleCase{
		{name: "a name", change: `-- drugs/examplinib.yaml --
classes: [classes/example-class]
`},
		{name: "a name of nothing is not this rule's", change: `-- drugs/examplinib.yaml --
classes: [classes/other-class]
`},
		{name: "a title", change: `-- drugs/examplinib.yaml --
classes: [Example class]
`,
			want: []string{"drugs/examplinib.yaml:3:11 error classes[0]"}},
		{name: "a capital", change: `-- drugs/examplinib.yaml --
classes: [classes/Example-class]
`,
			want: []string{"drugs/examplinib.yaml:3:11 error classes[0]"}},
		{name: "the path of the file", change: `-- drugs/examplinib.yaml --
classes: [classes/example-class.yaml]
`,
			want: []string{"drugs/examplinib.yaml:3:11 error classes[0]"}},
		{name: "an id alone", change: `-- drugs/examplinib.yaml --
classes: [example-class]
`,
			want: []string{"drugs/examplinib.yaml:3:11 error classes[0]"}},
	})
}
