package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestRegimenComponentNotDrug(t *testing.T) {
	ruletest.Run(t, "regimen-component-not-drug", []ruletest.Case{
		{Name: "drugs"},
		{Name: "a procedure", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: procedures/example-procedure, role: ADDED, cites: [page]}
`,
			Want: []string{"regimens/example-regimen.yaml:4:12 error components[1].drug"}},
		{Name: "a class", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: classes/example-class, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: ADDED, cites: [page]}
`,
			Want: []string{"regimens/example-regimen.yaml:3:12 error components[0].drug"}},
		{Name: "a drug that is not there is another rule", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/none, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: ADDED, cites: [page]}
`},
	})
}
