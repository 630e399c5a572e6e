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
		{Name: "completed, without", Change: `-- trials/example.yaml --
status: COMPLETED
`,
			Want: []string{"trials/example.yaml:1:1 error "}},
	})
}
