package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCiteUnresolved(t *testing.T) {
	ruletest.Run(t, "cite-unresolved", []ruletest.Case{
		{Name: "a citation of a status that is not there", Change: `-- trials/example.yaml --
status_cites: [page, none]
`,
			Want: []string{"trials/example.yaml:10:22 error status_cites[1]"}},
		{Name: "keys that are there"},
		{Name: "a slip", Change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, cites: [lable]}
`,
			Want: []string{"drugs/examplinib.yaml:12:30 error side_effects[0].cites[0]"}},
		{Name: "deep in a record", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [none]}
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:14:53 error uses[0].labels[0].cites[0]"}},
		{Name: "in a gap", Change: `-- drugs/trialimab.yaml --
gaps:
  - {field: products, reason: It was never licensed., cites: [none]}
`,
			Want: []string{"drugs/trialimab.yaml:17:63 error gaps[0].cites[0]"}},
		{Name: "a drug without any citation is another rule", Change: `-- drugs/examplinib.yaml --
citations:
`},
	})
}
