package validate_test

import "testing"

func TestReferenceDuplicate(t *testing.T) {
	testRule(t, "reference-duplicate", []ruleCase{
		{name: "each once"},
		{name: "a class twice", change: `-- drugs/examplinib.yaml --
classes: [classes/example-class, classes/example-class]
`,
			want: []string{"drugs/examplinib.yaml:3:34 error classes[1]"}},
		{name: "the same target in two lists", change: `-- trials/example.yaml --
tested: [drugs/examplinib]
compared_with: [drugs/examplinib]
`},
		{name: "two citations of one source", change: `-- trials/example.yaml --
notes:
  - {text: It runs., cites: [more]}
citations:
  page: {source: sources/page}
  more: {source: sources/page}
`},
		{name: "a component twice in one role", change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
`,
			want: []string{"regimens/example-regimen.yaml:4:12 error components[1].drug"}},
		{name: "a component in two roles", change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: MAINTENANCE, cites: [page]}
`},
		{name: "components without a drug are another rule", change: `-- regimens/example-regimen.yaml --
components:
  - {role: BACKBONE, cites: [page]}
  - {role: BACKBONE, cites: [page]}
`},
		{name: "a component twice without a role is another rule", change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, cites: [page]}
  - {drug: drugs/examplinib, cites: [page]}
`},
	})
}
