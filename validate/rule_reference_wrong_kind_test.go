package validate_test

import "testing"

func TestReferenceWrongKind(t *testing.T) {
	testRule(t, "reference-wrong-kind", []ruleCase{
		{name: "names of the right collections"},
		{name: "a target among the classes", change: `-- drugs/examplinib.yaml --
classes: [classes/example-class, targets/example]
`,
			want: []string{"drugs/examplinib.yaml:3:34 error classes[1]"}},
		{name: "a record that is not there", change: `-- drugs/examplinib.yaml --
classes: [targets/none]
`,
			want: []string{"drugs/examplinib.yaml:3:11 error classes[0]"}},
		{name: "a collection that is not there", change: `-- trials/example.yaml --
conditions: [condition/chordoma]
`,
			want: []string{"trials/example.yaml:4:14 error conditions[0]"}},
		{name: "a class for a drug is another rule", change: `-- trials/example.yaml --
tested: [classes/example-class]
`},
		{name: "no name at all is another rule", change: `-- drugs/examplinib.yaml --
classes: [example-class]
`},
	})
}
