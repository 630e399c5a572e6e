package validate_test

import "testing"

func TestDateShape(t *testing.T) {
	testRule(t, "date-shape", []ruleCase{
		{name: "a year, a month, a day", change: `-- sources/page.yaml --
dates: {published: "2019", reviewed: "2020-02", revised: "2020-02-29"}
`},
		{name: "a day that does not exist", change: `-- sources/page.yaml --
dates: {revised: "2025-06-31"}
`,
			want: []string{"sources/page.yaml:5:18 error dates.revised"}},
		{name: "February 29 in a common year", change: `-- sources/page.yaml --
dates: {revised: "2023-02-29"}
`,
			want: []string{"sources/page.yaml:5:18 error dates.revised"}},
		{name: "one digit", change: `-- sources/page.yaml --
dates: {revised: "2025-6"}
`,
			want: []string{"sources/page.yaml:5:18 error dates.revised"}},
		{name: "words", change: `-- sources/page.yaml --
dates: {revised: June 2025}
`,
			want: []string{"sources/page.yaml:5:18 error dates.revised"}},
	})
}
