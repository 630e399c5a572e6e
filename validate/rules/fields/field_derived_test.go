package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFieldDerived(t *testing.T) {
	ruletest.Run(t, "field-derived", []ruletest.Case{
		{Name: "a flag", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`},
		{Name: "a status", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, status: UNLICENSED, cites: [page]}]
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:13:58 error uses[0].labels[0].status"}},
		{Name: "a date of coverage", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, coverage_date: "2026-01-01", cites: [page]}]
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:13:65 error uses[0].labels[0].coverage_date"}},
		{Name: "a name of a use", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    name: drugs/trialimab/uses/sarcoma
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:14:11 error uses[0].name"}},
	})
}
