package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDrugReferenceMissing(t *testing.T) {
	ruletest.Run(t, "drug-reference-missing", []ruletest.Case{
		{Name: "one is enough", Change: `-- drugs/examplinib.yaml --
citations:
  label: {source: sources/label}
`},
		{Name: "none in an active drug", Change: `-- drugs/examplinib.yaml --
citations:
`, Want: []string{"drugs/examplinib.yaml:1:1 error citations"}},
		{Name: "an empty map is none", Change: `-- drugs/examplinib.yaml --
citations: {}
`, Want: []string{"drugs/examplinib.yaml:33:1 error citations"}},
		{Name: "a gap does not excuse a drug in use", Change: `-- drugs/examplinib.yaml --
citations:
gaps:
  - {field: citations, reason: Nothing was found.}
`, Want: []string{"drugs/examplinib.yaml:34:5 error gaps[0]"}},
		{Name: "a gap in an investigational drug is a warning", Change: `-- drugs/trialimab.yaml --
citations:
gaps:
  - {field: products, reason: It was never licensed.}
  - {field: citations, reason: Nothing was found.}
`, Want: []string{"drugs/trialimab.yaml:18:5 warning gaps[1]"}},
		{Name: "none in an investigational drug without a gap", Change: `-- drugs/trialimab.yaml --
citations:
`, Want: []string{"drugs/trialimab.yaml:1:1 error citations"}},
		{Name: "a tombstone has none", Change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: [drugs/examplinib]
`},
	})
}
