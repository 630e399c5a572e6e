package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialStatusOld(t *testing.T) {
	ruletest.Run(t, "trial-status-old", []ruletest.Case{
		{Name: "two years to the day", Change: `-- sources/page.yaml --
dates: {revised: "2024-06-01"}
`},
		{Name: "a day more", Change: `-- sources/page.yaml --
dates: {revised: "2024-05-31"}
`,
			Want: []string{"trials/example.yaml:2:9 info status"}},
		{Name: "without a date", Change: `-- sources/page.yaml --
dates: {unknown: The page shows none., accessed: "2026-05-01"}
`,
			Want: []string{"trials/example.yaml:2:9 info status"}},
		{Name: "a date that is not in the calendar", Change: `-- sources/page.yaml --
dates: {revised: "2025-06-31"}
`},
		{Name: "an old end", Change: `-- trials/example.yaml --
status: TERMINATED
-- sources/page.yaml --
dates: {revised: "2014-05-31"}
`},
		{Name: "not told", Change: `-- trials/example.yaml --
status: UNKNOWN
-- sources/page.yaml --
dates: {revised: "2014-05-31"}
`},
		{Name: "a source that cannot be read", Change: `-- sources/page.yaml --
dates: [2014]
`},
	})
}
