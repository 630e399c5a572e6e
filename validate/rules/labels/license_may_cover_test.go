package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLicenseMayCover(t *testing.T) {
	ruletest.Run(t, "license-may-cover", []ruletest.Case{
		{Name: "in another setting", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    extent: [METASTATIC]
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    trials: [trials/example]
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: [page]
-- conditions/chordoma.yaml --
named_apart: []
`},
		{Name: "within a licensed use", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    trials: [trials/example]
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: [page]
-- conditions/chordoma.yaml --
named_apart: []
`,
			Want: []string{"drugs/examplinib.yaml:32:39 warning uses[1].labels[0].off_label"}},
		{Name: "named apart", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    trials: [trials/example]
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: [page]
-- conditions/chordoma.yaml --
named_apart: [conditions/sarcoma]
`},
		{Name: "the license in scopes", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, scopes: [{conditions: [conditions/sarcoma]}],
          event: APPROVED, date: "2010-05-01", cites: [label]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    trials: [trials/example]
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
    cites: [page]
`},
	})
}
