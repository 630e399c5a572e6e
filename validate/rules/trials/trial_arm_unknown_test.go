package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialArmUnknown(t *testing.T) {
	const arms = `-- trials/example.yaml --
arms:
  - {id: map, words: Three drugs., cites: [page]}
  - {id: mapie, words: Five drugs., cites: [page]}
`
	ruletest.Run(t, "trial-arm-unknown", []ruletest.Case{
		{Name: "both are there", Change: arms + `outcomes:
  - {id: hr, endpoint: OVERALL_SURVIVAL, arms: [mapie, map], measure: HAZARD_RATIO, value: "0.98", cites: [page]}
`},
		{Name: "no arms at all", Change: `-- trials/example.yaml --
outcomes:
  - {id: hr, endpoint: OVERALL_SURVIVAL, measure: HAZARD_RATIO, value: "0.98", words: Against placebo., cites: [page]}
`},
		{Name: "a slip", Change: arms + `outcomes:
  - {id: hr, endpoint: OVERALL_SURVIVAL, arms: [mapie, mpa], measure: HAZARD_RATIO, value: "0.98", cites: [page]}
`,
			Want: []string{"trials/example.yaml:14:56 error outcomes[0].arms[1]"}},
	})
}
