package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReferenceDuplicate(t *testing.T) {
	ruletest.Run(t, "reference-duplicate", []ruletest.Case{
		{Name: "each once"},
		{Name: "a class twice", Change: `-- drugs/examplinib.yaml --
classes: [classes/example-class, classes/example-class]
`,
			Want: []string{"drugs/examplinib.yaml:4:34 error classes[1]"}},
		{Name: "the same target in two lists", Change: `-- trials/example.yaml --
tested: [drugs/examplinib]
compared_with: [drugs/examplinib]
`},
		{Name: "two citations of one source", Change: `-- trials/example.yaml --
notes:
  - {text: It runs., cites: [more]}
citations:
  page: {source: sources/page}
  more: {source: sources/page}
`},
		{Name: "a component twice in one role", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
`,
			Want: []string{"regimens/example-regimen.yaml:4:12 error components[1].drug"}},
		{Name: "a component in two roles", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: MAINTENANCE, cites: [page]}
`},
		{Name: "components without a drug are another rule", Change: `-- regimens/example-regimen.yaml --
components:
  - {role: BACKBONE, cites: [page]}
  - {role: BACKBONE, cites: [page]}
`},
		{Name: "a component twice without a role is another rule", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, cites: [page]}
  - {drug: drugs/examplinib, cites: [page]}
`},
	})
}
