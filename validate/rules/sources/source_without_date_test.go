package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceWithoutDate(t *testing.T) {
	ruletest.Run(t, "source-without-date", []ruletest.Case{
		{Name: "a date of review", Change: `-- sources/page.yaml --
dates: {reviewed: "2025-06"}
`},
		{Name: "none, with the reason", Change: `-- sources/page.yaml --
dates: {unknown: The page shows none.}
`},
		{Name: "only when it was looked at", Change: `-- sources/page.yaml --
dates: {accessed: "2026-01-01"}
`,
			Want: []string{"sources/page.yaml:5:1 error dates"}},
		{Name: "nothing", Change: `-- sources/page.yaml --
dates: {}
`,
			Want: []string{"sources/page.yaml:5:1 error dates"}},
		{Name: "a date and a reason why there is none", Change: `-- sources/page.yaml --
dates: {revised: "2025-06", unknown: The page shows none.}
`,
			Want: []string{"sources/page.yaml:5:1 error dates"}},
	})
}
