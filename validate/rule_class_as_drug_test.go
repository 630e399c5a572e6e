package validate_test

import "testing"

func TestClassAsDrug(t *testing.T) {
	testRule(t, "class-as-drug", []ruleCase{
		{name: "a field that takes classes too", change: `-- trials/example.yaml --
tested: [classes/example-class]
`},
		{name: "a class among the drugs covered", change: `-- regulators/agency.yaml --
coverages:
  - {drug: classes/example-class, jurisdiction: US, complete_as_of: "2026-01-01", basis: Read., cites: [label]}
`,
			want: []string{"regulators/agency.yaml:6:12 error coverages[0].drug"}},
		{name: "a class in place of a replacement", change: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: classes/example-class
`,
			want: []string{"drugs/oldimab.yaml:3:14 error replaced_by"}},
		{name: "in a regimen it is another rule", change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: classes/example-class, role: ADDED, cites: [page]}
`},
	})
}
