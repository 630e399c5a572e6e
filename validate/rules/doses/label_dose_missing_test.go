package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLabelDoseMissing(t *testing.T) {
	drug := func(doses, jurisdiction, more string) string {
		return `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: ` + jurisdiction + `, off_label: false, cites: [label]}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: ` + jurisdiction + `, off_label: false, cites: [label]}
    cites: [page]
doses: [` + doses + "]\n" + more
	}
	dose := func(fields string) string {
		return "{id: usual, " + fields + ", steps: [{amount_words: one tablet}], cites: [label]}"
	}
	first := []string{"drugs/examplinib.yaml:23:39 info uses[0].labels[0].off_label"}
	second := []string{"drugs/examplinib.yaml:29:39 info uses[1].labels[0].off_label"}
	ruletest.Run(t, "label-dose-missing", []ruletest.Case{
		{Name: "of the place", Change: drug(dose("basis: LABEL, jurisdictions: [US]"), "US", "")},
		{Name: "of all places", Change: drug(dose("basis: LABEL"), "US", "")},
		{Name: "none at all", Change: drug("", "US", "")},
		{Name: "of another place", Change: drug(dose("basis: LABEL, jurisdictions: [CA]"), "US", ""), Want: first},
		{Name: "of one of two uses", Change: drug(dose("basis: LABEL, uses: [sarcoma]"), "US", ""), Want: second},
		{Name: "of a protocol, for two uses", Change: drug(dose("basis: PROTOCOL"), "US", ""), Want: first},
		{Name: "of the product of the place", Change: drug(dose("basis: LABEL, products: [exampla-us]"), "US", "")},
		{Name: "of the product of another place", Change: drug(dose("basis: LABEL, products: [exampla-us]"), "CA", ""),
			Want: first},
		{Name: "of the Union, in a member", Change: drug(dose("basis: LABEL, jurisdictions: [EU]"), "DE", "")},
		{Name: "of a member, in the Union", Change: drug(dose("basis: LABEL, jurisdictions: [DE]"), "EU", ""), Want: first},
		{Name: "a gap on doses", Change: drug(dose("basis: PROTOCOL"), "US",
			"gaps: [{field: doses, reason: The label was not read.}]\n")},
		{Name: "a gap on a part of doses", Change: drug(dose("basis: LABEL, jurisdictions: [CA]"), "US",
			"gaps: [{field: doses.reductions, reason: The label was not read.}]\n"), Want: first},
	})
}
