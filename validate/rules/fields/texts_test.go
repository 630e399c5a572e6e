package fields_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestTexts checks the rules about texts on a name and on a summary. Each wrong text has a right twin.
func TestTexts(t *testing.T) {
	for rule, texts := range map[string]struct{ right, wrong []string }{
		"text-markup": {
			right: []string{"R&D and AT&T;", "p < 0.05 and n > 3", "below <5 nm>", "São Paulo, Ångström", "a <b and c> d e"},
			wrong: []string{"<i>in vitro</i>", "10&nbsp;mg", "&#8217;", "a<br/>b", "donâ€™t", "SociÃ©tÃ©", "a\ufffdb"},
		},
		"text-spaces": {
			right: []string{"one space", "a, b"},
			wrong: []string{"two  spaces", "10\u00a0mg", "10\u202fmg", "a\u3000b"},
		},
		"text-placeholder": {
			right: []string{"N-acetylcysteine", "5", "α", "X", "Nothing is known of it.", "To be taken with food", "Todo Sano",
				"A dose of 3? mg"},
			wrong: []string{"-", "N/A", "n.a.", "TODO", "TBD", "…", "???", "To be added.", "TODO ask the holder.",
				"Given FIXME times.", "Once ??? a day."},
		},
		"text-typo": {
			right: []string{"It is of the kind that that lab had had.", "OR or HR", "Seen in in vitro studies.", "It ends.",
				"It is so so.", "What it is made of", "Example Co., Ltd."},
			wrong: []string{"Blocks the the target", "The the target", "Given with with food.", "It can can",
				"At least one of two and", "It is one of the.", "It blocks,", "It blocks;"},
		},
		"script-mixed": {
			right: []string{"interferon-α", "TGFβ1", "5α-reductase", "µg and μg", "Гливек", "Гливек (Glivec)", "αvβ3", "グリベックＡ",
				"Glivec（x）"},
			wrong: []string{"interferon аlfa", "Gliveс", "Οlaratumab", "imatinіb", "Ｇｌｉｖｅｃ", "４00 mg"},
		},
	} {
		var cases []ruletest.Case
		for _, text := range texts.right {
			cases = append(cases, ruletest.Case{Name: text, Change: textChange(text)})
		}
		for _, text := range texts.wrong {
			severity := "error"
			if rule == "text-spaces" || rule == "text-typo" {
				severity = "warning"
			}
			cases = append(cases, ruletest.Case{Name: text, Change: textChange(text),
				Want: []string{"drugs/trialimab.yaml:21:22 " + severity + " mechanism.summary"}})
		}
		t.Run(rule, func(t *testing.T) { ruletest.Run(t, rule, cases) })
	}
}

func textChange(text string) string {
	return "-- drugs/trialimab.yaml --\nmechanism: {summary: \"" + strings.ReplaceAll(text, `"`, `\"`) + "\", cites: [page]}\n"
}

// TestUnknownIsAWordOfSources: where a reason is asked for, it says nothing.
func TestUnknownIsAWordOfSources(t *testing.T) {
	ruletest.Run(t, "text-placeholder", []ruletest.Case{
		{Name: "a frequency", Change: "-- drugs/trialimab.yaml --\nside_effects:\n" +
			"  - {term: tiredness, effect: effects/fatigue, source_frequency: unknown, cites: [page]}\n"},
		{Name: "a reason", Change: "-- drugs/trialimab.yaml --\ngaps: [{field: products, reason: unknown}]\n",
			Want: []string{"drugs/trialimab.yaml:16:34 error gaps[0].reason"}},
	})
}

// TestNamesEndWithoutAPeriod: a name is no sentence, and an abbreviation keeps its period.
func TestNamesEndWithoutAPeriod(t *testing.T) {
	name := func(text string) string { return "-- targets/example.yaml --\ndisplay_name: " + text + "\n" }
	ruletest.Run(t, "text-typo", []ruletest.Case{
		{Name: "none", Change: name("Example target")},
		{Name: "a period", Change: name("Example target."), Want: []string{"targets/example.yaml:1:15 warning display_name"}},
		{Name: "the name of a journal", Change: "-- sources/page.yaml --\ndisplay_name: Example 2025, J. Clin. Oncol.\n"},
		{Name: "abbreviations", Change: name("Example I.V.") +
			"-- drugs/examplinib.yaml --\nnames: [{text: examplinib, type: " +
			"INN}, {text: Exampla Jr., type: BRAND, jurisdictions: [US]}]\n"},
		{Name: "another name", Change: "-- drugs/trialimab.yaml --\nnames: [{text: trialimab., type: INN}]\n",
			Want: []string{"drugs/trialimab.yaml:4:16 warning names[0].text"}},
	})
}
