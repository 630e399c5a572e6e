package trials_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialResultDiffers(t *testing.T) {
	result := func(outcome string, numbers ...string) string {
		change := "-- trials/example.yaml --\nresults: [{outcome: " + outcome +
			", summary: It is so., cites: [page]}]\noutcomes:\n"
		for _, n := range numbers {
			change += "  - {words: Against placebo., cites: [page], " + n + "}\n"
		}
		return change
	}
	const (
		better  = `id: a, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, value: "0.8", low: "0.7", high: "0.9"`
		worse   = `id: b, endpoint: EVENT_FREE_SURVIVAL, measure: HAZARD_RATIO, value: "1.8", low: "1.7", high: "1.9"`
		same    = `id: c, endpoint: PROGRESSION_FREE_SURVIVAL, measure: HAZARD_RATIO, value: "0.8", low: "0.7", high: "1.0"`
		percent = `id: d, endpoint: OBJECTIVE_RESPONSE, measure: PERCENT, value: "40", low: "30", high: "50"`
	)
	two := func(first, second string, numbers ...string) string {
		change := result(first, numbers...)
		return strings.Replace(change, "cites: [page]}]", "cites: [page]}, {outcome: "+second+", summary: It is so., "+
			"cites: [more]}]", 1) +
			"citations: {page: {source: sources/page}, more: {source: sources/label}}\n"
	}
	alone := func(outcome string) string {
		return "-- trials/example.yaml --\nresults: [{outcome: " + outcome + ", summary: It is so., cites: [page]}]\n"
	}
	arm := func(kind string) string { return "arms: [{id: a, kind: " + kind + ", words: It., cites: [page]}]\n" }
	const compared = "compared_with: [drugs/trialimab]\n"
	found := []string{"trials/example.yaml:10:21 info results[0].outcome"}
	ruletest.Run(t, "trial-result-differs", []ruletest.Case{
		{Name: "better", Change: result("BETTER", better)},
		{Name: "better in one of two", Change: result("BETTER", better, same)},
		{Name: "worse", Change: result("WORSE", worse, same)},
		{Name: "the other way round", Change: result("WORSE", better), Want: found},
		{Name: "the other way round, too", Change: result("BETTER", worse, same), Want: found},
		{Name: "no difference", Change: result("BETTER", same), Want: found},
		{Name: "no difference of a share", Change: result("WORSE", `id: e, endpoint: OBJECTIVE_RESPONSE, measure: `+
			`DIFFERENCE, `+
			`value: "2", low: "-3", high: "7"`), Want: found},
		{Name: "shares of the same endpoint", Change: result("BETTER", same,
			`id: f, endpoint: PROGRESSION_FREE_SURVIVAL, measure: MEDIAN, value: "5", unit: mo`), Want: found},
		{Name: "another endpoint", Change: result("BETTER", same, percent)},
		{Name: "odds of an unknown direction", Change: result("BETTER", same,
			`id: g, endpoint: OBJECTIVE_RESPONSE, measure: ODDS_RATIO, value: "2", low: "1.5", high: "4"`)},
		{Name: "no interval", Change: result("BETTER", `id: h, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, value: `+
			`"1.2"`)},
		{Name: "better, and a ratio without an interval the other way",
			Change: result("WORSE", better, `id: h, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, value: "0.4"`),
			Want:   found},
		{Name: "no difference, and all are better", Change: result("NO_DIFFERENCE", better), Want: found},
		{Name: "no difference, beside a share of one arm", Change: result("NO_DIFFERENCE", better, percent+", arms: [a]"),
			Want: found},
		{Name: "no difference, perhaps of shares", Change: result("NO_DIFFERENCE", better, percent)},
		{Name: "no difference, as one shows", Change: result("NO_DIFFERENCE", better, same)},
		{Name: "a summary of no difference", Change: "-- trials/example.yaml --\nresults: [{outcome: BETTER, cites: " +
			"[page], summary: It held the tumor back no longer than placebo. People lived well.}]\n" + compared, Want: found},
		{Name: "a summary with no difference in another thing", Change: "-- trials/example.yaml --\nresults: [{outcome: " +
			"BETTER, cites: [page], summary: People lived longer. There was no difference in harm.}]\n" + compared},
		{Name: "two results, of which one has no numbers", Change: two("NO_DIFFERENCE", "BETTER", same)},
		{Name: "two results, of which one is not shown by its numbers", Change: two("BETTER", "MIXED", same),
			Want: []string{"trials/example.yaml:9:21 info results[0].outcome"}},
		{Name: "another level", Change: result("BETTER", same+`, level: "99"`)},
		{Name: "mixed", Change: result("MIXED", same)},
		{Name: "no numbers", Change: alone("BETTER") + compared},
		{Name: "better than nothing on record", Change: alone("BETTER"), Want: found},
		{Name: "mixed, with one arm", Change: alone("MIXED") + arm("EXPERIMENTAL"), Want: found},
		{Name: "no difference from nothing", Change: alone("NO_DIFFERENCE"), Want: found},
		{Name: "worse, with a number of one arm", Change: result("WORSE", percent), Want: found},
		{Name: "worse, with a comparator", Change: alone("WORSE") + arm("PLACEBO_COMPARATOR")},
		{Name: "better, and the source does not say than what", Change: alone("BETTER") +
			"gaps: [{field: compared_with, reason: The page does not say.}]\n"},
		{Name: "uncontrolled", Change: alone("UNCONTROLLED") + arm("EXPERIMENTAL")},
		{Name: "a result of a trial that has not begun", Change: "-- trials/example.yaml --\nstatus: NOT_YET_RECRUITING\n" +
			"results: [{outcome: PENDING, summary: It runs., cites: [page]}, {outcome: BETTER, summary: It is so., cites: " +
			"[page]}]\n" + compared,
			Want: []string{"trials/example.yaml:2:9 info status"}},
		{Name: "a number of a trial that was withdrawn", Change: result("PENDING", percent) + "status: WITHDRAWN\n",
			Want: []string{"trials/example.yaml:2:9 info status"}},
		{Name: "a result to come", Change: "-- trials/example.yaml --\nstatus: NOT_YET_RECRUITING\n" +
			"results: [{outcome: PENDING, summary: It runs., cites: [page]}]\n"},
		{Name: "an early result", Change: result("BETTER", better) + "status: RECRUITING\n"},
	})
}
