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
		{Name: "the products, standing and limits of a label", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - jurisdiction: US
        off_label: true
        cites: [page]
        products: [one]
        standing: FULL
        judged: [CONDITION]
        rest: [Words.]
        marketed: true
    cites: [page]
`,
			Want: []string{
				"drugs/trialimab.yaml:17:9 error uses[0].labels[0].products",
				"drugs/trialimab.yaml:18:19 error uses[0].labels[0].standing",
				"drugs/trialimab.yaml:19:9 error uses[0].labels[0].judged",
				"drugs/trialimab.yaml:20:9 error uses[0].labels[0].rest",
				"drugs/trialimab.yaml:21:19 error uses[0].labels[0].marketed",
			}},
		{Name: "whether a drug is in use, and since when that is known", Change: `-- drugs/trialimab.yaml --
in_use: false
lifecycle_as_of: "2026-01-01"
`,
			Want: []string{"drugs/trialimab.yaml:21:9 error in_use", "drugs/trialimab.yaml:22:18 error lifecycle_as_of"}},
		{Name: "a label of a regimen's use", Change: `-- regimens/example-regimen.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
			Want: []string{"regimens/example-regimen.yaml:11:5 error uses[0].labels"}},
		{Name: "a standing of a decision", Change: `-- drugs/trialimab.yaml --
access_decisions:
  - {body: regulators/payer, decision: RECOMMENDED, standing: IN_FORCE, cites: [page]}
`,
			Want: []string{"drugs/trialimab.yaml:22:63 error access_decisions[0].standing"}},
		{Name: "how old the status of a trial is", Change: `-- trials/example.yaml --
status: UNKNOWN
last_known_status: RUNNING
status_as_of: "2020-01-01"
`,
			Want: []string{"trials/example.yaml:10:20 error last_known_status", "trials/example.yaml:11:15 error status_as_of"}},
	})
}
