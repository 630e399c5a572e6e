package validate_test

import "testing"

func TestTrialResultMissing(t *testing.T) {
	testRule(t, "trial-result-missing", []ruleCase{
		{name: "completed, with a negative result", change: `-- trials/example.yaml --
status: COMPLETED
results: [{outcome: NO_DIFFERENCE, summary: It did no better., cites: [page]}]
`},
		{name: "running", change: `-- trials/example.yaml --
status: RUNNING
`},
		{name: "closed, the results awaited", change: `-- trials/example.yaml --
status: CLOSED_AWAITING_RESULTS
`},
		{name: "completed, without", change: `-- trials/example.yaml --
status: COMPLETED
`,
			want: []string{"trials/example.yaml:1:1 error "}},
	})
}
