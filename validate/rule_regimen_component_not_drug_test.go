package validate_test

import "testing"

func TestRegimenComponentNotDrug(t *testing.T) {
	testRule(t, "regimen-component-not-drug", []ruleCase{
		{name: "drugs"},
		{name: "a procedure", change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: procedures/example-procedure, role: ADDED, cites: [page]}
`,
			want: []string{"regimens/example-regimen.yaml:4:12 error components[1].drug"}},
		{name: "a class", change: `-- regimens/example-regimen.yaml --
components:
  - {drug: classes/example-class, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: ADDED, cites: [page]}
`,
			want: []string{"regimens/example-regimen.yaml:3:12 error components[0].drug"}},
		{name: "a drug that is not there is another rule", change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/none, role: BACKBONE, cites: [page]}
  - {drug: drugs/examplinib, role: ADDED, cites: [page]}
`},
	})
}
