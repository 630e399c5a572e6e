package validate_test

import "testing"

func TestSourceWithoutDate(t *testing.T) {
	testRule(t, "source-without-date", []ruleCase{
		{name: "a date of review", change: `-- sources/page.yaml --
dates: {reviewed: "2025-06"}
`},
		{name: "none, with the reason", change: `-- sources/page.yaml --
dates: {unknown: The page shows none.}
`},
		{name: "only when it was looked at", change: `-- sources/page.yaml --
dates: {accessed: "2026-01-01"}
`,
			want: []string{"sources/page.yaml:5:1 error dates"}},
		{name: "nothing", change: `-- sources/page.yaml --
dates: {}
`,
			want: []string{"sources/page.yaml:5:1 error dates"}},
		{name: "a date and a reason why there is none", change: `-- sources/page.yaml --
dates: {revised: "2025-06", unknown: The page shows none.}
`,
			want: []string{"sources/page.yaml:5:1 error dates"}},
	})
}
