package validate_test

import "testing"

func TestSourceOverdue(t *testing.T) {
	testRule(t, "source-overdue", []ruleCase{
		{name: "two years to the day", change: `-- sources/page.yaml --
dates: {revised: "2024-06-01"}
`},
		{name: "a day more", change: `-- sources/page.yaml --
dates: {revised: "2024-05-31"}
`,
			want: []string{"sources/page.yaml:5:1 warning dates"}},
		{name: "an old page reviewed since", change: `-- sources/page.yaml --
dates: {revised: "2014-05-31", reviewed: "2026"}
`},
		{name: "only a copyright", change: `-- sources/page.yaml --
dates: {unknown: It carries none., copyright: "2020"}
`,
			want: []string{"sources/page.yaml:5:1 warning dates"}},
		{name: "a guideline has five years", change: `-- sources/page.yaml --
kind: GUIDELINE
dates: {revised: "2022"}
`},
		{name: "and no more", change: `-- sources/page.yaml --
kind: GUIDELINE
dates: {revised: "2021"}
`,
			want: []string{"sources/page.yaml:5:1 warning dates"}},
		{name: "an article does not age", change: `-- sources/page.yaml --
kind: JOURNAL_ARTICLE
dates: {published: "1990"}
`},
		{name: "no date at all", change: `-- sources/page.yaml --
dates: {unknown: It carries none.}
`},
		{name: "a date that is none", change: `-- sources/page.yaml --
dates: {revised: "1990-13"}
`},
	})
}
