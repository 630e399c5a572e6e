package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialComparisonUnclear(t *testing.T) {
	const arms = `-- trials/example.yaml --
arms:
  - {id: map, words: Three drugs., cites: [page]}
  - {id: mapie, words: Five drugs., cites: [page]}
outcomes:
`
	ruletest.Run(t, "trial-comparison-unclear", []ruletest.Case{
		{Name: "two arms", Change: arms + `
  - {id: hr, endpoint: OVERALL_SURVIVAL, arms: [mapie, map], measure: HAZARD_RATIO, value: "0.98", cites: [page]}
`},
		{Name: "a value of one arm", Change: arms + `
  - {id: os, endpoint: OVERALL_SURVIVAL, arms: [map], measure: PERCENT, value: "72", cites: [page]}
`},
		{Name: "one arm of a difference", Change: arms + `
  - {id: diff, endpoint: OVERALL_SURVIVAL, arms: [mapie], measure: DIFFERENCE, value: "-2.5", cites: [page]}
`,
			Want: []string{"trials/example.yaml:15:5 warning outcomes[0]"}},
		{Name: "one arm and words", Change: arms + `
  - {id: diff, endpoint: OVERALL_SURVIVAL, arms: [mapie], measure: RISK_RATIO, value: "2.5", words: Against all.,
      cites: [page]}
`},
		{Name: "a number twice", Change: arms + `
  - {id: a, endpoint: OVERALL_SURVIVAL, arms: [mapie, map], measure: HAZARD_RATIO, value: "0.98", p: "0.8",
      cites: [page]}
  - {id: b, endpoint: OVERALL_SURVIVAL, arms: [mapie, map], measure: HAZARD_RATIO, value: "0.89", low: "0.8",
      cites: [page]}
`,
			Want: []string{"trials/example.yaml:17:5 warning outcomes[1]"}},
		{Name: "numbers that differ in one field", Change: arms + `
  - {id: a, endpoint: OVERALL_SURVIVAL, arms: [map], measure: PERCENT, value: "98", cites: [page]}
  - {id: b, endpoint: EVENT_FREE_SURVIVAL, arms: [map], measure: PERCENT, value: "98", cites: [page]}
  - {id: c, endpoint: OVERALL_SURVIVAL, arms: [mapie], measure: PERCENT, value: "98", cites: [page]}
  - {id: d, endpoint: OVERALL_SURVIVAL, arms: [map], population: Children., measure: PERCENT, value: "98",
      cites: [page]}
  - {id: e, endpoint: OVERALL_SURVIVAL, arms: [map], timepoint: {value: "3", unit: a}, measure: PERCENT, value: "98",
      cites: [page]}
  - {id: f, endpoint: OVERALL_SURVIVAL, arms: [map], measure: PERCENT, value: "98", date: "2020", cites: [page]}
  - {id: g, endpoint: OVERALL_SURVIVAL, arms: [map], measure: PERCENT, value: "98", words: By a committee.,
      cites: [page]}
  - {id: h, endpoint: OVERALL_SURVIVAL, arms: [map], measure: PERCENT, value: "97", cites: [other]}
`},
	})
}
