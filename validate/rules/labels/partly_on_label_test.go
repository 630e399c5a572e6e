package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestPartlyOnLabel(t *testing.T) {
	ruletest.Run(t, "partly-on-label", []ruletest.Case{
		{Name: "the license covers it", Change: `-- drugs/examplinib.yaml --
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
		{Name: "the license covers a part", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, scopes: [{conditions: [conditions/sarcoma],
          extent: [METASTATIC]}], event: APPROVED, date: "2010-05-01", cites: [label]}
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
      - {jurisdiction: US, unknown: Only metastatic disease is licensed.}
    cites: [page]
`,
			Want: []string{"drugs/examplinib.yaml:25:39 error uses[0].labels[0].off_label"}},
		{Name: "a part, with a reason", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, scopes: [{conditions: [conditions/sarcoma],
          extent: [METASTATIC]}], event: APPROVED, date: "2010-05-01", cites: [label]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, unknown: Only metastatic disease is licensed.}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    trials: [trials/example]
    labels:
      - {jurisdiction: US, unknown: Only metastatic disease is licensed.}
    cites: [page]
`},
	})
}
