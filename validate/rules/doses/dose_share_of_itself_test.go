package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseShareOfItself(t *testing.T) {
	step := func(fields string) string {
		return `-- drugs/examplinib.yaml --
doses:
  - id: usual
    basis: LABEL
    steps:
      - {` + fields + `}
    cites: [label]
`
	}
	ruletest.Run(t, "dose-share-of-itself", []ruletest.Case{
		{Name: "of another drug", Change: step(`share: {drug: drugs/trialimab, percent: "20"}`)},
		{Name: "of itself", Change: step(`share: {drug: drugs/examplinib, percent: "20"}`),
			Want: []string{"drugs/examplinib.yaml:40:24 error doses[0].steps[0].share.drug"}},
		{Name: "of itself in a regimen", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: drugs/trialimab, role: ADDED, steps: [{share: {drug: drugs/trialimab, percent: "20"}}], cites: [page]}
`,
			Want: []string{"regimens/example-regimen.yaml:4:65 error components[1].steps[0].share.drug"}},
		{Name: "of another component", Change: `-- regimens/example-regimen.yaml --
components:
  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}
  - {drug: drugs/trialimab, role: ADDED, steps: [{share: {drug: drugs/examplinib, percent: "20"}}], cites: [page]}
`},
	})
}
