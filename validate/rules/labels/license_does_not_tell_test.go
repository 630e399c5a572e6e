package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLicenseDoesNotTell(t *testing.T) {
	ruletest.Run(t, "license-does-not-tell", []ruletest.Case{
		{Name: "named apart, with a reason", Change: `-- drugs/examplinib.yaml --
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
      - {jurisdiction: US, unknown: A license for sarcoma does not tell about chordoma.}
    cites: [page]
-- conditions/chordoma.yaml --
named_apart: [conditions/sarcoma]
`},
		{Name: "named apart, with a flag", Change: `-- drugs/examplinib.yaml --
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
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: [page]
-- conditions/chordoma.yaml --
named_apart: [conditions/sarcoma]
`,
			Want: []string{"drugs/examplinib.yaml:32:39 error uses[1].labels[0].off_label"}},
		{Name: "an indication in words", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    id: exampla-us
    authorizations:
      - {id: approved-2010, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]}
      - {id: approved-2011, regulator: regulators/agency, indication: some tumors of bone,
          conditions: [conditions/chordoma], event: APPROVED, date: "2011-05-01", cites: [label]}
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
`,
			Want: []string{"drugs/examplinib.yaml:34:39 error uses[1].labels[0].off_label"}},
	})
}
