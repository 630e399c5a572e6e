package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestComponentWithoutTherapy(t *testing.T) {
	ruletest.Run(t, "component-without-therapy", []ruletest.Case{
		{Name: "a procedure", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {procedure: procedures/example-procedure, role: ADDED, cites: [page]}
`},
		{Name: "neither", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {role: ADDED, cites: [page]}
`,
			Want: []string{"regimens/example-regimen.yaml:4:5 error components[1]"}},
	})
}
