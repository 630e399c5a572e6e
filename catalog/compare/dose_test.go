package compare_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestDoses changes doses, and the blocks of a regimen. Every change of one is a concern.
func TestDoses(t *testing.T) {
	const drug, regimen = "drugs/examplinib.yaml", "regimens/example-regimen.yaml"
	dose := func(more, steps string) string {
		return "doses: [{id: usual, basis: LABEL, " + more + "steps: [" + steps + "], cites: [label]}]\n"
	}
	once := func(amount, unit string) string {
		return `{amount: {value: "` + amount + `", unit: ` + unit + `}, frequency: {times: 1, per: {value: "1", unit: d}}}`
	}
	blocks := func(list string) string { return "blocks: [" + list + "]\n" }
	block := func(id string) string {
		return "{id: " + id + ", parts: [{drug: drugs/examplinib, steps: [{amount_words: one tablet}]}], cites: [page]}"
	}
	for name, c := range map[string]struct {
		file, old, new string
		want           []string
	}{
		"amount": {drug, dose("", once("400", "mg")), dose("", once("4000", "mg")),
			[]string{`changed drugs/examplinib doses[usual].steps[1].amount.value: "400" "4000" dose-changed`}},
		"unit": {drug, dose("", once("400", "mg")), dose("", once("400", "ug")),
			[]string{`changed drugs/examplinib doses[usual].steps[1].amount.unit: "mg" "ug" dose-changed`}},
		"frequency": {drug, dose("", `{amount_words: one tablet, frequency: {times: 1, per: {value: "1", unit: d}}}`),
			dose("", `{amount_words: one tablet, frequency: {times: 2, per: {value: "1", unit: d}}}`),
			[]string{`changed drugs/examplinib doses[usual].steps[1].frequency.times: "1" "2" dose-changed`}},
		"band": {drug, dose(`bands: [{measure: WEIGHT, below: "10", unit: kg}], `, once("4", "mg")),
			dose(`bands: [{measure: WEIGHT, below: "100", unit: kg}], `, once("4", "mg")),
			[]string{`changed drugs/examplinib doses[usual].bands[WEIGHT].below: "10" "100" dose-changed`}},
		"steps in another order": {drug, dose("", once("4", "mg")+", "+once("8", "mg")),
			dose("", once("8", "mg")+", "+once("4", "mg")), []string{
				`changed drugs/examplinib doses[usual].steps[1].amount.value: "4" "8" dose-changed`,
				`changed drugs/examplinib doses[usual].steps[2].amount.value: "8" "4" dose-changed`}},
		"a dose lost": {drug, dose("", "{amount_words: one tablet}"), "", []string{
			`removed drugs/examplinib doses[usual]: "{id: usual, basis: LABEL, steps: [{amount_words: one tablet}], ` +
				`cites: [label]}" "" dose-changed`}},
		"its citation": {drug, dose("", "{amount_words: one tablet}"),
			"doses: [{id: usual, basis: LABEL, steps: [{amount_words: one tablet}], cites: [page]}]\n", []string{
				`removed drugs/examplinib doses[usual].cites: "label" ""`,
				`added drugs/examplinib doses[usual].cites: "" "page"`}},
		"the same blocks": {regimen, blocks(block("vdc") + ", " + block("ie")),
			blocks(block("vdc") + ", " + block("ie")), nil},
		"blocks in another order": {regimen, blocks(block("vdc") + ", " + block("ie")),
			blocks(block("ie") + ", " + block("vdc")),
			[]string{`changed regimens/example-regimen blocks: "vdc, ie" "ie, vdc" regimen-changed`}},
		"a block before the others": {regimen, blocks(block("ie")), blocks(block("vdc") + ", " + block("ie")), []string{
			`added regimens/example-regimen blocks[vdc]: "" "{id: vdc, parts: [{drug: drugs/examplinib, ` +
				`steps: [{amount_words: one tablet}]}], cites: [page]}" regimen-changed`}},
		"rounds": {regimen, "rounds: 7\n", "rounds: 14\n",
			[]string{`changed regimens/example-regimen rounds: "7" "14" regimen-changed`}},
	} {
		t.Run(name, func(t *testing.T) {
			before, after := example(t), example(t)
			before[c.file] = []byte(ruletest.Merge(string(before[c.file]), c.old))
			after[c.file] = []byte(ruletest.Merge(string(after[c.file]), c.new))
			var got []string
			for _, change := range compare.Catalogs(read(t, before), read(t, after), "2026-06-01") {
				got = append(got, show(change))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}
