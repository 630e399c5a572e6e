package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAccessDecisionAsLabel(t *testing.T) {
	const guidance = `-- sources/guidance.yaml --
display_name: Guidance
kind: HTA_GUIDANCE
publisher: Payer
title: A decision
dates: {published: "2015-06-01"}
jurisdiction: US
-- drugs/examplinib.yaml --
citations:
  label: {source: sources/label}
  page: {source: sources/page}
  guidance: {source: sources/guidance}
`
	use := func(cites string) string {
		return guidance + `uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - jurisdiction: US
        off_label: false
        cites: ` + cites + `
    cites: [page, guidance]
`
	}
	decision := func(body string) string {
		return guidance + `access_decisions:
  - {body: ` + body + `, use: sarcoma, decision: NOT_RECOMMENDED, cites: [guidance]}
`
	}
	ruletest.Run(t, "access-decision-as-label", []ruletest.Case{
		{Name: "an event of a payer", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/payer, use: chordoma, event: REFUSED, date: "2012-05-01", reason: Cost., cites: [label]}
`, Want: []string{"drugs/examplinib.yaml:18:21 error products[0].authorizations[1].regulator"}},
		{Name: "a label that cites a decision beside a label", Change: use("[label, guidance]"),
			Want: []string{"drugs/examplinib.yaml:25:24 error uses[0].labels[0].cites[1]"}},
		{Name: "a use that cites a decision", Change: use("[label]")},
		{Name: "a key that leads nowhere is another rule's", Change: use("[label, gudiance]")},
		{Name: "a decision of a payer", Change: decision("regulators/payer")},
		{Name: "a decision of a regulator", Change: decision("regulators/agency"),
			Want: []string{"drugs/examplinib.yaml:38:12 error access_decisions[0].body"}},
		{Name: "a body that is not there is another rule's", Change: decision("regulators/nobody")},
		{Name: "a body that is none is another rule's", Change: decision("sources/guidance")},
	})
}
