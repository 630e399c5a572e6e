package validate_test

import "testing"

func TestSourceDatesContradict(t *testing.T) {
	testRule(t, "source-dates-contradict", []ruleCase{
		{name: "in order", change: `-- sources/page.yaml --
dates: {published: "2025-05", revised: "2025-06-01", reviewed: "2025-07", accessed: "2026"}
`},
		{name: "published after revised", change: `-- sources/page.yaml --
dates: {published: "2025-07", revised: "2025-06-01"}
`,
			want: []string{"sources/page.yaml:5:20 error dates.published"}},
		{name: "revised after it was looked at", change: `-- sources/page.yaml --
dates: {revised: "2025-06-02", accessed: "2025-06-01"}
`,
			want: []string{"sources/page.yaml:5:18 error dates.revised"}},
		{name: "a year that can fit", change: `-- sources/page.yaml --
dates: {published: "2025", revised: "2025-06-01"}
`},
		{name: "reviewed after it was looked at", change: `-- sources/page.yaml --
dates: {reviewed: "2026", accessed: "2025-06-01"}
`,
			want: []string{"sources/page.yaml:5:19 error dates.reviewed"}},
		{name: "a date that is none is another rule", change: `-- sources/page.yaml --
dates: {published: "2025-13", revised: "2025-06-01"}
`},
		{name: "all on one day", change: `-- sources/page.yaml --
dates: {published: "2025-06-01", revised: "2025-06-01", reviewed: "2025-06-01", accessed: "2025-06-01"}
`},
		{name: "looked at in the month of its revision", change: `-- sources/page.yaml --
dates: {revised: "2025-06-20", accessed: "2025-06"}
`},
	})
}
