package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDrugSideEffectsMissing(t *testing.T) {
	ruletest.Run(t, "drug-side-effects-missing", []ruletest.Case{
		{Name: "one is enough", Change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, cites: [label]}
`},
		{Name: "nothing in an active drug", Change: `-- drugs/examplinib.yaml --
side_effects:
`, Want: []string{"drugs/examplinib.yaml:1:1 error side_effects"}},
		{Name: "an empty list is nothing", Change: `-- drugs/examplinib.yaml --
side_effects: []
`, Want: []string{"drugs/examplinib.yaml:11:1 error side_effects"}},
		{Name: "a gap does not excuse a drug in use", Change: `-- drugs/examplinib.yaml --
side_effects:
gaps:
  - {field: codes.unii, reason: Not looked up.}
  - {field: side_effects, reason: The page lost its list.}
`, Want: []string{"drugs/examplinib.yaml:36:5 error gaps[1]"}},
		{Name: "a gap in a drug that can no longer be had is a warning", Change: `-- drugs/examplinib.yaml --
side_effects:
products:
  - id: exampla-us
    jurisdiction: US
    authorizations: [{id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
      cites: [label]}]
    marketing: [{event: DISCONTINUED, date: "2020", cites: [label]}]
gaps:
  - {field: side_effects, reason: The page lost its list.}
`, Want: []string{"drugs/examplinib.yaml:36:5 warning gaps[0]"}},
		{Name: "a gap in an investigational drug is a warning", Change: `-- drugs/trialimab.yaml --
side_effects:
gaps:
  - {field: products, reason: It was never licensed.}
  - {field: side_effects, reason: The page lost its list.}
`, Want: []string{"drugs/trialimab.yaml:16:5 warning gaps[1]"}},
		{Name: "a gap in a withdrawn drug is a warning", Change: `-- drugs/trialimab.yaml --
lifecycle: WITHDRAWN
side_effects:
gaps:
  - {field: side_effects, reason: The page lost its list.}
`, Want: []string{"drugs/trialimab.yaml:15:5 warning gaps[0]"}},
		{Name: "a gap of another field excuses nothing", Change: `-- drugs/trialimab.yaml --
side_effects:
`, Want: []string{"drugs/trialimab.yaml:1:1 error side_effects"}},
		{Name: "a tombstone has none", Change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: [drugs/examplinib]
`},
	})
}
