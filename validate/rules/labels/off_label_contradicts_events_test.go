package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

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
	const approved = "      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: \"2010-05-01\", " +
		"cites: [label]}\n"
	const revoked = "      - {regulator: regulators/agency, event: REVOKED, date: \"2020-02-25\", reason: It failed., " +
		"cites: [label]}\n"
	ruletest.Run(t, "off-label-contradicts-events", []ruletest.Case{
		{Name: "flags that agree", Change: uses("off_label: false", "off_label: true")},
		{Name: "a license that has ended, and a use that was never licensed",
			Change: with(approved+revoked, uses("off_label: true", "off_label: true"))},
		{Name: "an event after the date of the check",
			Change: with(approved+"      - {regulator: regulators/agency, event: REVOKED, date: \"2026-06-02\", reason: It "+
				"failed., cites: [label]}\n",
				uses("off_label: false", "off_label: true"))},
		{Name: "what the records do not tell is another rule's", Change: "-- drugs/examplinib.yaml --\n" +
			"uses:\n  - {id: sarcoma, condition: conditions/sarcoma, strength: STANDARD_FIRST, labels: [{jurisdiction: CA, " +
			"off_label: true, cites: [label]}], cites: [page]}\n"},
		{Name: "on label, flagged as off", Change: uses("off_label: true", "off_label: true"),
			Want: []string{"drugs/examplinib.yaml:23:39 error uses[0].labels[0].off_label"}},
		{Name: "off label, flagged as on", Change: uses("off_label: false", "off_label: false"),
			Want: []string{"drugs/examplinib.yaml:29:39 error uses[1].labels[0].off_label"}},
		{Name: "said to be unknown, and known", Change: uses("off_label: false", "unknown: Nobody looked."),
			Want: []string{"drugs/examplinib.yaml:29:37 error uses[1].labels[0].unknown"}},
		{Name: "a license that has ended, flagged as on",
			Change: with(approved+revoked, uses("off_label: false", "off_label: true")),
			Want:   []string{"drugs/examplinib.yaml:24:39 error uses[0].labels[0].off_label"}},
	})
}
