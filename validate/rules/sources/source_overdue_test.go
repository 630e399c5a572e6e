package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceOverdue(t *testing.T) {
	ruletest.Run(t, "source-overdue", []ruletest.Case{
		{Name: "two years to the day", Change: `-- sources/page.yaml --
dates: {revised: "2024-06-01"}
`},
		{Name: "a day more", Change: `-- sources/page.yaml --
dates: {revised: "2024-05-31"}
`,
			Want: []string{"sources/page.yaml:5:1 warning dates"}},
		{Name: "an old page reviewed since", Change: `-- sources/page.yaml --
dates: {revised: "2014-05-31", reviewed: "2026"}
`},
		{Name: "only a copyright", Change: `-- sources/page.yaml --
dates: {unknown: It carries none., copyright: "2020"}
`,
			Want: []string{"sources/page.yaml:5:1 warning dates"}},
		{Name: "a guideline has five years", Change: `-- sources/page.yaml --
kind: GUIDELINE
dates: {revised: "2022"}
`},
		{Name: "and no more", Change: `-- sources/page.yaml --
kind: GUIDELINE
dates: {revised: "2021"}
`,
			Want: []string{"sources/page.yaml:5:1 warning dates"}},
		{Name: "an article does not age", Change: `-- sources/page.yaml --
kind: JOURNAL_ARTICLE
dates: {published: "1990"}
`},
		{Name: "no date at all", Change: `-- sources/page.yaml --
dates: {unknown: It carries none.}
`},
		{Name: "a date that is none", Change: `-- sources/page.yaml --
dates: {revised: "1990-13"}
`},
		{Name: "a year that is none", Change: `-- sources/page.yaml --
dates: {revised: "0000"}
`},
		{Name: "a year that cannot be meant", Change: `-- sources/page.yaml --
dates: {revised: "1066"}
`},
	})
}
