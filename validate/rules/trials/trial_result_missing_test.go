package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialResultMissing(t *testing.T) {
	ruletest.Run(t, "trial-result-missing", []ruletest.Case{
		{Name: "completed, with a negative result", Change: `-- trials/example.yaml --
status: COMPLETED
results: [{outcome: NO_DIFFERENCE, summary: It did no better., cites: [page]}]
`},
		{Name: "running", Change: `-- trials/example.yaml --
status: RUNNING
`},
		{Name: "closed, the results awaited", Change: `-- trials/example.yaml --
status: CLOSED_AWAITING_RESULTS
`},
		{Name: "completed, with numbers", Change: `-- trials/example.yaml --
status: COMPLETED
outcomes: [{id: x, endpoint: OVERALL_SURVIVAL, measure: PERCENT, value: "55", cites: [page]}]
`},
		{Name: "completed, and no result was found", Change: `-- trials/example.yaml --
status: COMPLETED
gaps: [{field: results, reason: No report was found in PubMed.}]
`},
		{Name: "completed, with a gap on something else", Change: `-- trials/example.yaml --
status: COMPLETED
gaps: [{field: phase, reason: The page does not say.}]
`,
			Want: []string{"trials/example.yaml:1:1 error "}},
		{Name: "completed, without", Change: `-- trials/example.yaml --
status: COMPLETED
`,
			Want: []string{"trials/example.yaml:1:1 error "}},
	})
}
