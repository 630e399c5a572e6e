package validate_test

import "testing"

func TestOffLabelContradictsEvents(t *testing.T) {
	uses := func(sarcoma, chordoma string) string {
		return `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, ` + sarcoma + `, cites: [label]}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, ` + chordoma + `, cites: [label]}
    cites: [page]
`
	}
	// with lays other events of the product over the uses.
	with := func(events, uses string) string {
		return uses + "products:\n  - brand: Exampla\n    jurisdiction: US\n    authorizations:\n" + events
	}
	const approved = "      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\", cites: [label]}\n"
	const revoked = "      - {regulator: regulators/agency, event: REVOKED, date: \"2020-02-25\", reason: It failed., cites: [label]}\n"
	testRule(t, "off-label-contradicts-events", []ruleCase{
		{name: "flags that agree", change: uses("off_label: false", "off_label: true")},
		{name: "a license that has ended, and a use that was never licensed", change: with(approved+revoked, uses("off_label: true", "off_label: true"))},
		{name: "an event after the date of the check", change: with(approved+"      - {regulator: regulators/agency, event: REVOKED, date: \"2026-06-02\", reason: It failed., cites: [label]}\n",
			uses("off_label: false", "off_label: true"))},
		{name: "what the records do not tell is another rule's", change: "-- drugs/examplinib.yaml --\n" +
			"uses:\n  - {id: sarcoma, condition: conditions/sarcoma, strength: STANDARD_FIRST, labels: [{jurisdiction: CA, off_label: true, cites: [label]}], cites: [page]}\n"},
		{name: "on label, flagged as off", change: uses("off_label: true", "off_label: true"), want: []string{"drugs/examplinib.yaml:23:39 error uses[0].labels[0].off_label"}},
		{name: "off label, flagged as on", change: uses("off_label: false", "off_label: false"), want: []string{"drugs/examplinib.yaml:29:39 error uses[1].labels[0].off_label"}},
		{name: "said to be unknown, and known", change: uses("off_label: false", "unknown: Nobody looked."), want: []string{"drugs/examplinib.yaml:29:37 error uses[1].labels[0].unknown"}},
		{name: "a license that has ended, flagged as on", change: with(approved+revoked, uses("off_label: false", "off_label: true")),
			want: []string{"drugs/examplinib.yaml:24:39 error uses[0].labels[0].off_label"}},
	})
}
