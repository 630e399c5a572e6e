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
		{name: "what is no name in a wrong collection is another rule", change: `-- drugs/examplinib.yaml --
classes: [Targets/No one]
`},
	})
}

func TestReferenceWrongKindSpeaksAlone(t *testing.T) {
	testRule(t, "reference-unresolved", []ruleCase{
		{name: "a record of another collection that is not there", change: `-- drugs/examplinib.yaml --
classes: [targets/none]
`},
		{name: "a collection that is not there", change: `-- trials/example.yaml --
conditions: [condition/chordoma]
`},
		{name: "a class that is not there for a drug", change: `-- regulators/agency.yaml --
coverages:
  - {drug: classes/none, jurisdiction: US, complete_as_of: "2026-01-01", basis: Read., cites: [label]}
`},
		{name: "a component that is no drug and not there", change: `-- regimens/example-regimen.yaml --
components:
  - {drug: procedures/none, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: ADDED, cites: [page]}
`},
		{name: "a record of the right collection that is not there", change: `-- drugs/examplinib.yaml --
classes: [classes/none]
`,
			want: []string{"drugs/examplinib.yaml:3:11 error classes[0]"}},
	})
}

func TestReferenceWrongKindSuggestsTheSameRecordInItsCollection(t *testing.T) {
	const want = "condition/chordoma is not one of conditions, and this field takes no others. Did you mean conditions/chordoma? Correct the name."
	for _, f := range lint(t, "-- trials/example.yaml --\nconditions: [condition/chordoma]\n") {
		if f.Rule == "reference-wrong-kind" {
			if f.Message != want {
				t.Errorf("message %q, want %q", f.Message, want)
			}
			return
		}
	}
	t.Error("the rule does not fire")
}
