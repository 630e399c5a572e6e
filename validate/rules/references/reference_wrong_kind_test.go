package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReferenceWrongKind(t *testing.T) {
	ruletest.Run(t, "reference-wrong-kind", []ruletest.Case{
		{Name: "names of the right collections"},
		{Name: "a target among the classes", Change: `-- drugs/examplinib.yaml --
classes: [classes/example-class, targets/example]
`,
			Want: []string{"drugs/examplinib.yaml:4:34 error classes[1]"}},
		{Name: "a record that is not there", Change: `-- drugs/examplinib.yaml --
classes: [targets/none]
`,
			Want: []string{"drugs/examplinib.yaml:4:11 error classes[0]"}},
		{Name: "a collection that is not there", Change: `-- trials/example.yaml --
conditions: [condition/chordoma]
`,
			Want: []string{"trials/example.yaml:4:14 error conditions[0]"}},
		{Name: "a class for a drug is another rule", Change: `-- trials/example.yaml --
tested: [classes/example-class]
`},
		{Name: "no name at all is another rule", Change: `-- drugs/examplinib.yaml --
classes: [example-class]
`},
		{Name: "what is no name in a wrong collection is another rule", Change: `-- drugs/examplinib.yaml --
classes: [Targets/No one]
`},
	})
}

func TestReferenceWrongKindIsTheOnlyFinding(t *testing.T) {
	ruletest.Run(t, "reference-unresolved", []ruletest.Case{
		{Name: "a record of another collection that is not there", Change: `-- drugs/examplinib.yaml --
classes: [targets/none]
`},
		{Name: "a collection that is not there", Change: `-- trials/example.yaml --
conditions: [condition/chordoma]
`},
		{Name: "a class that is not there for a drug", Change: `-- drugs/examplinib.yaml --
ingredients: [classes/none, drugs/trialimab]
`},
		{Name: "a component that is no drug and not there", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: procedures/none, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: ADDED, cites: [page]}
`},
		{Name: "a record of the right collection that is not there", Change: `-- drugs/examplinib.yaml --
classes: [classes/none]
`,
			Want: []string{"drugs/examplinib.yaml:4:11 error classes[0]"}},
	})
}

func TestReferenceWrongKindSuggestsTheSameRecordInItsCollection(t *testing.T) {
	const want = "condition/chordoma is not one of conditions, which are all that this field can name. Did you mean " +
		"conditions/chordoma? Correct the name."
	for _, f := range ruletest.Lint(t, "-- trials/example.yaml --\nconditions: [condition/chordoma]\n") {
		if f.Rule == "reference-wrong-kind" {
			if f.Message != want {
				t.Errorf("message %q, want %q", f.Message, want)
			}
			return
		}
	}
	t.Error("the rule does not fire")
}
