package validate_test

import "testing"

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
	testRule(t, "access-decision-as-label", []ruleCase{
		{name: "an event of a payer", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/payer, use: chordoma, event: REFUSED, date: "2012-05-01", reason: Cost., cites: [label]}
`, want: []string{"drugs/examplinib.yaml:18:21 error products[0].authorizations[1].regulator"}},
		{name: "a label that cites a decision beside a label", change: use("[label, guidance]"), want: []string{"drugs/examplinib.yaml:25:24 error uses[0].labels[0].cites[1]"}},
		{name: "a use that cites a decision", change: use("[label]")},
		{name: "a key that leads nowhere is another rule's", change: use("[label, gudiance]")},
		{name: "a decision of a payer", change: decision("regulators/payer")},
		{name: "a decision of a regulator", change: decision("regulators/agency"), want: []string{"drugs/examplinib.yaml:38:12 error access_decisions[0].body"}},
		{name: "a body that is not there is another rule's", change: decision("regulators/nobody")},
		{name: "a body that is none is another rule's", change: decision("sources/guidance")},
	})
}
