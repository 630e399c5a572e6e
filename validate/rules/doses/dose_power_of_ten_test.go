package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDosePowerOfTen(t *testing.T) {
	two := func(first, second string) string {
		return `-- drugs/examplinib.yaml --
doses:
  - {` + first + `, cites: [label]}
  - {` + second + `, cites: [label]}
`
	}
	ruletest.Run(t, "dose-power-of-ten", []ruletest.Case{
		{Name: "twice", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "800", unit: mg}}]`)},
		{Name: "the same", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`)},
		{Name: "ten times", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "4000", unit: mg}}]`),
			Want: []string{"drugs/examplinib.yaml:38:36 warning doses[1].steps[0].amount"}},
		{Name: "a hundredth", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "4", unit: mg}}]`),
			Want: []string{"drugs/examplinib.yaml:38:36 warning doses[1].steps[0].amount"}},
		{Name: "the same number in a thousandth of the unit", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "400", unit: ug}}]`),
			Want: []string{"drugs/examplinib.yaml:38:36 warning doses[1].steps[0].amount"}},
		{Name: "the same amount in another unit", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "0.4", unit: g}}]`)},
		{Name: "ten times by body surface", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "40", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "400", unit: mg/m2}}]`)},
		{Name: "in another jurisdiction", Change: two(`id: a, basis: LABEL, jurisdictions: [US], steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: LABEL, jurisdictions: [CA], steps: [{amount: {value: "4000", unit: mg}}]`),
			Want: []string{"drugs/examplinib.yaml:38:57 warning doses[1].steps[0].amount"}},
		{Name: "for another use", Change: two(`id: a, basis: LABEL, uses: [sarcoma], steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: LABEL, uses: [chordoma], steps: [{amount: {value: "4000", unit: mg}}]`),
			Want: []string{"drugs/examplinib.yaml:38:54 info doses[1].steps[0].amount"}},
		{Name: "on another authority", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: PROTOCOL, steps: [{amount: {value: "4000", unit: mg}}]`)},
		{Name: "by another route", Change: two(`id: a, basis: LABEL, route: INTRATHECAL, steps: [{amount: {value: "4", unit: mg}}]`,
			`id: b, basis: LABEL, route: INTRAVENOUS, steps: [{amount: {value: "400", unit: mg}}]`)},
		{Name: "for other people", Change: two(`id: a, basis: LABEL, bands: [{measure: WEIGHT, below: "10", unit: kg}], steps: [{amount: {value: "4", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`)},
		{Name: "as a level that words say requires", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "15", unit: mg}, words: Delayed early elimination.}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "150", unit: mg}, words: Delayed late elimination.}]`)},
		{Name: "given more often", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "15", unit: mg}, every: {value: "6", unit: h}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "150", unit: mg}, every: {value: "3", unit: h}}]`)},
		{Name: "until another end", Change: two(`id: a, basis: LABEL, until: Until surgery., steps: [{amount: {value: "15", unit: mg}}]`,
			`id: b, basis: LABEL, until: Until progression., steps: [{amount: {value: "150", unit: mg}}]`)},
		{Name: "a step of one dose that rises", Change: `-- drugs/examplinib.yaml --
doses:
  - {id: a, basis: LABEL, steps: [{amount: {value: "1", unit: mg}}, {amount: {value: "10", unit: mg}}], cites: [label]}
`},
		{Name: "ranges", Change: two(`id: a, basis: LABEL, steps: [{amount: {low: "6", high: "8", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {low: "60", high: "80", unit: mg}}]`),
			Want: []string{"drugs/examplinib.yaml:38:36 warning doses[1].steps[0].amount"}},
		{Name: "ranges that meet at one end", Change: two(`id: a, basis: LABEL, steps: [{amount: {low: "6", high: "8", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {low: "6", high: "80", unit: mg}}]`)},
		{Name: "ranges of which one end is ten times the other", Change: two(`id: a, basis: LABEL, steps: [{amount: {low: "6", high: "80", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {low: "60", high: "90", unit: mg}}]`)},
		{Name: "one goes on with another step", Change: two(`id: a, basis: LABEL, steps: [{amount: {value: "400", unit: mg}}]`,
			`id: b, basis: LABEL, steps: [{amount: {value: "4000", unit: mg}}, {amount: {value: "400", unit: mg}}]`)},
		{Name: "of two labels, with other words", Change: two(
			`id: a, basis: LABEL, jurisdictions: [US], products: [exampla-us], steps: [{amount: {value: "55", unit: kBq/kg}, count: 6, words: One.}]`,
			`id: b, basis: LABEL, jurisdictions: [CA], steps: [{amount: {value: "55", unit: MBq/kg}, count: 6}]`),
			Want: []string{"drugs/examplinib.yaml:38:57 warning doses[1].steps[0].amount"}},
		{Name: "of two labels, given more often", Change: two(
			`id: a, basis: LABEL, jurisdictions: [US], steps: [{amount: {value: "15", unit: mg}, every: {value: "6", unit: h}}]`,
			`id: b, basis: LABEL, jurisdictions: [CA], steps: [{amount: {value: "150", unit: mg}, every: {value: "3", unit: h}}]`)},
		{Name: "digits of two labels that changed places", Change: two(
			`id: a, basis: LABEL, jurisdictions: [US], steps: [{amount: {value: "150", unit: mg}, words: One.}]`,
			`id: b, basis: LABEL, jurisdictions: [CA], steps: [{amount: {value: "105", unit: mg}}]`),
			Want: []string{"drugs/examplinib.yaml:38:57 warning doses[1].steps[0].amount"}},
		{Name: "digits in two doses of one label", Change: two(
			`id: a, basis: LABEL, jurisdictions: [US], steps: [{amount: {value: "150", unit: mg}, words: One.}]`,
			`id: b, basis: LABEL, jurisdictions: [US], steps: [{amount: {value: "105", unit: mg}}]`)},
		{Name: "limits of two labels", Change: two(
			`id: a, basis: LABEL, jurisdictions: [US], steps: [{amount: {value: "1.4", unit: mg/m2}, max: [{amount: {value: "2", unit: mg}, scope: DAY}]}]`,
			`id: b, basis: LABEL, jurisdictions: [CA], steps: [{amount: {value: "1.5", unit: mg/m2}, max: [{amount: {value: "20", unit: mg}, scope: DAY}]}]`),
			Want: []string{"drugs/examplinib.yaml:38:101 warning doses[1].steps[0].max[0].amount"}},
		{Name: "limits on other things", Change: two(
			`id: a, basis: LABEL, jurisdictions: [US], steps: [{amount: {value: "1.4", unit: mg/m2}, max: [{amount: {value: "2", unit: mg}, scope: ADMINISTRATION}]}]`,
			`id: b, basis: LABEL, jurisdictions: [CA], steps: [{amount: {value: "1.5", unit: mg/m2}, max: [{amount: {value: "20", unit: mg}, scope: LIFETIME}]}]`)},
		{Name: "shares of another drug", Change: two(
			`id: a, basis: LABEL, jurisdictions: [US], steps: [{share: {drug: drugs/trialimab, percent: "20"}}]`,
			`id: b, basis: LABEL, jurisdictions: [CA], steps: [{share: {drug: drugs/trialimab, percent: "2"}}]`),
			Want: []string{"drugs/examplinib.yaml:38:97 warning doses[1].steps[0].share.percent"}},
		{Name: "blocks of a regimen", Change: blocks("75", "75", "7.5"),
			Want: []string{"regimens/example-regimen.yaml:11:54 warning blocks[2].parts[0].steps[0].amount"}},
		{Name: "blocks that both have others", Change: blocks("75", "75", "7.5", "7.5")},
		{Name: "a regimen for another condition", Change: blocks("100") + `-- drugs/trialimab.yaml --
doses: [{id: a, basis: PROTOCOL, uses: [sarcoma], steps: [{amount: {value: "1", unit: g/m2}}], cites: [page]}]
`, Want: []string{"regimens/example-regimen.yaml:9:54 info blocks[0].parts[0].steps[0].amount"}},
	})
}

// blocks returns a regimen with blocks that give an amount in mg/m2.
func blocks(amounts ...string) string {
	change := "-- regimens/example-regimen.yaml --\nblocks:\n"
	for i, amount := range amounts {
		change += "  - {id: " + string(rune('a'+i)) + ", parts: [{drug: drugs/trialimab, steps: [{amount: " +
			"{value: \"" + amount +
			"\", unit: mg/m2}, days: [1]}]}], cites: [page]}\n"
	}
	return change
}
