package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialNumberInWords(t *testing.T) {
	number := func(words, fields string) string {
		return "-- trials/example.yaml --\noutcomes:\n" +
			"  - {id: a, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, words: '" + words +
			"', value: \"0.8\", cites: [page]" + fields + "}\n"
	}
	found := []string{"trials/example.yaml:11:71 info outcomes[0].words"}
	ruletest.Run(t, "trial-number-in-words", []ruletest.Case{
		{Name: "a p value", Change: number("Against placebo (p = 0.03).", ""), Want: found},
		{Name: "a p value below a limit", Change: number("Against placebo, P<.001", ""), Want: found},
		{Name: "a p value in its field, too", Change: number("Against placebo (p = 0.03).", `, p: "0.03"`)},
		{Name: "a p value for something else", Change: number("Against placebo (p for interaction = 0.03).", "")},
		{Name: "an interval", Change: number("Against placebo (95% CI 0.7 to 0.9).", ""), Want: found},
		{Name: "an interval with a dash", Change: number("Against placebo; confidence interval: 0.7–0.9.", ""), Want: found},
		{Name: "an interval in its fields, too", Change: number("Against placebo (95% CI 0.7 to 0.9).",
			`, low: "0.7", high: "0.9"`)},
		{Name: "an interval of a greater number", Change: number("Without the last year 1.2 (95% CI 1.1 to 1.3).", "")},
		{Name: "an interval of a smaller number", Change: number("Without the last year 0.4 (95% CI 0.3 to 0.5).", "")},
		{Name: "other words", Change: number("Against placebo, at 0.7 to 0.9 mg.", "")},
	})
}
