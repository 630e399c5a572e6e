package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialValueImpossible(t *testing.T) {
	one := func(fields string) string {
		return `-- trials/example.yaml --
arms:
  - {id: map, words: Three drugs., participants: 50, cites: [page]}
outcomes:
  - {id: x, endpoint: OVERALL_SURVIVAL, words: Against placebo., cites: [page], ` + fields + `}
`
	}
	ruletest.Run(t, "trial-value-impossible", []ruletest.Case{
		{Name: "within its interval", Change: one(`measure: HAZARD_RATIO, value: "0.98", low: "0.78", high: "1.23", p: "0.86"`)},
		{Name: "at the ends of it", Change: one(`measure: PERCENT, value: "100.0", low: "93.2", high: "100", level: "97.5"`)},
		{Name: "an interval without an upper end", Change: one(`measure: MEDIAN, value: "12.5", low: "9.1", unit: mo`)},
		{Name: "a difference below zero", Change: one(`measure: DIFFERENCE, value: "-2.5", low: "-9", high: "4", p: "0.4"`)},
		{Name: "a p value that the interval nearly has", Change: one(`measure: HAZARD_RATIO, value: "0.86", low: "0.74", high: "1.00", p: "0.03"`)},
		{Name: "a small p value and an interval with no difference", Change: one(`measure: DIFFERENCE, value: "-2.5", low: "-9", high: "4", p: "<0.001"`),
			Want: []string{"trials/example.yaml:13:142 warning outcomes[0].p"}},
		{Name: "a great p value and an interval without it", Change: one(`measure: HAZARD_RATIO, value: "0.5", low: "0.3", high: "0.8", p: "0.72"`),
			Want: []string{"trials/example.yaml:13:146 warning outcomes[0].p"}},
		{Name: "one of an arm in percent", Change: one(`measure: PERCENT, value: "2", arms: [map]`)},
		{Name: "none of an arm in percent", Change: one(`measure: PERCENT, value: "0", arms: [map]`)},
		{Name: "a small share of all arms", Change: one(`measure: PERCENT, value: "0.4"`)},
		{Name: "a share that is a fraction", Change: one(`measure: PERCENT, value: "0.4", arms: [map]`),
			Want: []string{"trials/example.yaml:13:106 warning outcomes[0].value"}},
		{Name: "a p value in words", Change: one(`measure: MEAN, value: "3", p: n.s.`)},
		{Name: "all of an arm", Change: one(`measure: COUNT, value: "50", arms: [map]`)},
		{Name: "a number of people of all arms", Change: one(`measure: COUNT, value: "80"`)},
		{Name: "below its interval", Change: one(`measure: HAZARD_RATIO, value: "0.078", low: "0.78", high: "1.23"`),
			Want: []string{"trials/example.yaml:13:125 error outcomes[0].low"}},
		{Name: "above its interval", Change: one(`measure: HAZARD_RATIO, value: "9.8", low: "0.78", high: "1.23"`),
			Want: []string{"trials/example.yaml:13:137 error outcomes[0].high"}},
		{Name: "an interval upside down", Change: one(`measure: MEAN, value: "5", low: "6", high: "4"`),
			Want: []string{"trials/example.yaml:13:113 error outcomes[0].low"}},
		{Name: "more than all", Change: one(`measure: PERCENT, value: "180"`),
			Want: []string{"trials/example.yaml:13:106 error outcomes[0].value"}},
		{Name: "a negative ratio", Change: one(`measure: ODDS_RATIO, value: "-0.5"`),
			Want: []string{"trials/example.yaml:13:109 error outcomes[0].value"}},
		{Name: "a p value above one", Change: one(`measure: MEAN, value: "5", p: "<5"`),
			Want: []string{"trials/example.yaml:13:111 error outcomes[0].p"}},
		{Name: "a level above all", Change: one(`measure: MEAN, value: "5", low: "4", high: "6", level: "950"`),
			Want: []string{"trials/example.yaml:13:136 error outcomes[0].level"}},
		{Name: "a level that is a share", Change: one(`measure: MEAN, value: "5", low: "4", high: "6", level: "0.95"`),
			Want: []string{"trials/example.yaml:13:136 error outcomes[0].level"}},
		{Name: "a negative ratio within an interval", Change: one(`measure: ODDS_RATIO, value: "-0.5", low: "0.3", high: "0.8"`),
			Want: []string{"trials/example.yaml:13:109 error outcomes[0].value"}},
		{Name: "more people than the arm has", Change: one(`measure: COUNT, value: "51", arms: [map]`),
			Want: []string{"trials/example.yaml:13:104 error outcomes[0].value"}},
	})
}
