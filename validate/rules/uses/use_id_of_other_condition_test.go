package uses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestUseIDOfOtherCondition(t *testing.T) {
	// Fibroma has no parents, and ewing-sarcoma lies below sarcoma as chordoma does.
	const conditions = `-- conditions/ewing-sarcoma.yaml --
display_name: Ewing sarcoma
names: [{text: EWS family tumor, type: SYNONYM}, {text: EWS, type: ABBREVIATION}]
parents: [conditions/sarcoma]
kind: NEOPLASM
cites: [page]
citations: {page: {source: sources/page}}
-- conditions/fibroma.yaml --
display_name: Fibroma
kind: NEOPLASM
cites: [page]
citations: {page: {source: sources/page}}
`
	use := func(id, fields string) string {
		return conditions + "-- drugs/examplinib.yaml --\nuses:\n  - {id: " + id +
			", strength: MAY_BE_USED, cites: [page], " + fields + "}\n"
	}
	found := []string{"drugs/examplinib.yaml:19:78 info uses[0].condition"}
	ruletest.Run(t, "use-id-of-other-condition", []ruletest.Case{
		{Name: "its own", Change: use("chordoma-adjuvant", "condition: conditions/chordoma")},
		{Name: "another one", Change: use("chordoma-adjuvant", "condition: conditions/fibroma"), Want: found},
		{Name: "one beside it", Change: use("ewing-sarcoma", "condition: conditions/chordoma"),
			Want: []string{"drugs/examplinib.yaml:19:74 info uses[0].condition"}},
		{Name: "one above", Change: use("sarcoma-adjuvant", "condition: conditions/chordoma")},
		{Name: "one below", Change: use("chordoma-adjuvant", "condition: conditions/sarcoma")},
		{Name: "another one beside its own", Change: use("fibroma-after-chordoma", "condition: conditions/chordoma")},
		{Name: "another one with a word of its own",
			Change: use("fibroma-sarcoma-like", "condition: conditions/ewing-sarcoma")},
		{Name: "an underlying one", Change: use("fibroma-in-chordoma",
			"condition: conditions/chordoma, underlying: [conditions/fibroma]")},
		{Name: "a part of a word", Change: use("fibromatosis", "condition: conditions/chordoma")},
		{Name: "a short abbreviation", Change: use("ews", "condition: conditions/fibroma")},
		{Name: "no condition", Change: use("relapse", "condition: conditions/chordoma")},
		{Name: "a condition that there is not", Change: use("fibroma", "condition: conditions/none")},
	})
}
