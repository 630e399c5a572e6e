package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseUnitUnlike(t *testing.T) {
	doses := func(all ...string) string {
		change := "-- drugs/examplinib.yaml --\ndoses:\n"
		for i, one := range all {
			change += "  - {id: " + string(rune('a'+i)) + ", uses: [sarcoma], basis: LABEL, " + one + ", cites: [label]}\n"
		}
		return change
	}
	in := func(place, amount string) string {
		return "jurisdictions: [" + place + "], steps: [{amount: {" + amount + "}}]"
	}
	for75 := func(rest string) string {
		return "jurisdictions: [US], steps: [{amount: {value: \"75\", unit: mg/m2}, " + rest + "}]"
	}
	block := func(id, interval string) string {
		return "  - {id: " + id + ", parts: [{drug: drugs/trialimab, steps: [{amount_words: one}]}], interval: {" +
			interval + "}, cites: [page]}\n"
	}
	ruletest.Run(t, "dose-unit-unlike", []ruletest.Case{
		{Name: "alike", Change: doses(in("US", `value: "75", unit: mg/m2`), in("CA", `value: "75", unit: mg/m2`))},
		{Name: "flat", Change: doses(in("US", `value: "75", unit: mg/m2`), in("CA", `value: "75", unit: mg`)),
			Want: []string{"drugs/examplinib.yaml:38:102 info doses[1].steps[0].amount.unit"}},
		{Name: "flat first", Change: doses(in("US", `value: "75", unit: mg`), in("CA", `value: "75", unit: mg/m2`), in("GB", `value: "75", unit: mg/m2`)),
			Want: []string{"drugs/examplinib.yaml:37:102 info doses[0].steps[0].amount.unit"}},
		{Name: "by body surface beside flat ones", Change: doses(in("US", `value: "75", unit: mg/m2`), in("CA", `value: "75", unit: mg`), in("GB", `value: "100", unit: mg`)),
			Want: []string{"drugs/examplinib.yaml:37:102 info doses[0].steps[0].amount.unit"}},
		{Name: "two flat doses of one label", Change: doses(in("US", `value: "15", unit: mg`), in("US", `value: "15", unit: mg`), in("CA", `value: "15", unit: mg/m2`)),
			Want: []string{"drugs/examplinib.yaml:39:102 info doses[2].steps[0].amount.unit"}},
		{Name: "another number", Change: doses(in("US", `value: "75", unit: mg/m2`), in("CA", `value: "100", unit: mg`))},
		{Name: "between those of others", Change: doses(in("US", `value: "1.4", unit: mg/m2`), in("CA", `value: "2", unit: mg/m2`), in("GB", `value: "1.5", unit: mg`)),
			Want: []string{"drugs/examplinib.yaml:39:103 info doses[2].steps[0].amount.unit"}},
		{Name: "outside those of others", Change: doses(in("US", `value: "1.4", unit: mg/m2`), in("CA", `value: "2", unit: mg/m2`), in("GB", `value: "2.5", unit: mg`))},
		{Name: "adults and children", Change: doses(
			`bands: [{measure: AGE, below: "18", unit: a}], `+in("US", `value: "100", unit: mg/m2`),
			`bands: [{measure: AGE, from: "18", unit: a}], `+in("CA", `value: "100", unit: mg`))},
		{Name: "by another route", Change: doses(`route: INTRAVENOUS, `+in("US", `value: "50", unit: mg/m2`), `route: ORAL, `+in("CA", `value: "50", unit: mg`))},
		{Name: "of another use", Change: `-- drugs/examplinib.yaml --
doses:
  - {id: a, uses: [sarcoma], jurisdictions: [US], basis: LABEL, cites: [label],
     steps: [{amount: {value: "75", unit: mg/m2}}]}
  - {id: b, uses: [chordoma], jurisdictions: [CA], basis: LABEL, cites: [label],
     steps: [{amount: {value: "75", unit: mg}}]}
`},
		{Name: "over minutes", Change: doses(for75(`over: {value: "48", unit: h}`), for75(`over: {value: "48", unit: min}`)),
			Want: []string{"drugs/examplinib.yaml:38:136 info doses[1].steps[0].over.unit"}},
		{Name: "over minutes, first", Change: doses(for75(`over: {value: "48", unit: min}`), for75(`over: {value: "48", unit: h}`), for75(`over: {value: "48", unit: h}`)),
			Want: []string{"drugs/examplinib.yaml:37:136 info doses[0].steps[0].over.unit"}},
		{Name: "weekly and daily", Change: doses(for75(`every: {value: "1", unit: wk}`), for75(`every: {value: "1", unit: d}`))},
		{Name: "every 3 days", Change: doses(for75(`every: {value: "3", unit: wk}`), for75(`every: {value: "3", unit: d}`)),
			Want: []string{"drugs/examplinib.yaml:38:136 info doses[1].steps[0].every.unit"}},
		{Name: "for another amount", Change: doses(for75(`every: {value: "3", unit: wk}`),
			`jurisdictions: [US], steps: [{amount: {value: "20", unit: mg/m2}, every: {value: "3", unit: d}}]`)},
		{Name: "both in two doses", Change: doses(for75(`every: {value: "3", unit: wk}`), for75(`every: {value: "3", unit: d}`),
			for75(`every: {value: "3", unit: wk}`), for75(`every: {value: "3", unit: d}`))},
		{Name: "a reduction", Change: doses(`steps: [{amount: {value: "1.5", unit: mg/m2}}], reductions: [{when: First reduction., amount: {value: "1.2", unit: mg}}]`),
			Want: []string{"drugs/examplinib.yaml:37:159 info doses[0].reductions[0].amount.unit"}},
		{Name: "a reduction, after a step without an amount", Change: doses(`steps: [{amount_words: one}, {amount: {value: "1.5", unit: mg/m2}}], reductions: [{when: First reduction., amount: {value: "1.2", unit: mg}}]`),
			Want: []string{"drugs/examplinib.yaml:37:180 info doses[0].reductions[0].amount.unit"}},
		{Name: "a reduction of what has a limit alone", Change: doses(`steps: [{amount_words: one, max: [{amount: {value: "100", unit: mg/m2}, scope: DAY}]}], reductions: [{when: First reduction., amount: {value: "75", unit: mg}}]`)},
		{Name: "a reduction as a limit is", Change: doses(`steps: [{amount: {value: "100", unit: mg/m2}, max: [{amount: {value: "100", unit: mg}, scope: ADMINISTRATION}]}], ` +
			`reductions: [{when: First reduction., amount: {value: "75", unit: mg}}]`)},
		{Name: "a reduction in micrograms", Change: doses(`steps: [{amount: {value: "1.5", unit: mg/m2}}], reductions: [{when: First reduction., amount: {value: "1200", unit: ug/m2}}]`)},
		{Name: "an age in months", Change: doses(
			`bands: [{measure: AGE, from: "18", unit: a}], steps: [{amount_words: one}]`,
			`bands: [{measure: AGE, from: "18", unit: mo}], steps: [{amount_words: half}]`),
			Want: []string{"drugs/examplinib.yaml:38:85 info doses[1].bands[0].unit"}},
		{Name: "ages of small children", Change: doses(
			`bands: [{measure: AGE, from: "2", unit: a}], steps: [{amount_words: one}]`,
			`bands: [{measure: AGE, from: "2", unit: mo}], steps: [{amount_words: half}]`)},
		{Name: "intervals of blocks", Change: "-- regimens/example-regimen.yaml --\nblocks:\n" +
			block("one", `value: "14", unit: d`) + block("two", `value: "14", unit: wk`),
			Want: []string{"regimens/example-regimen.yaml:10:109 info blocks[1].interval.unit"}},
		{Name: "other intervals", Change: "-- regimens/example-regimen.yaml --\nblocks:\n" +
			block("one", `value: "14", unit: d`) + block("two", `value: "2", unit: wk`)},
	})
}
