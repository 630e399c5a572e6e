package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceDatesContradict(t *testing.T) {
	ruletest.Run(t, "source-dates-contradict", []ruletest.Case{
		{Name: "in order", Change: `-- sources/page.yaml --
dates: {published: "2025-05", revised: "2025-06-01", reviewed: "2025-07", accessed: "2026"}
`},
		{Name: "published after revised", Change: `-- sources/page.yaml --
dates: {published: "2025-07", revised: "2025-06-01"}
`,
			Want: []string{"sources/page.yaml:5:20 error dates.published"}},
		{Name: "revised after it was looked at", Change: `-- sources/page.yaml --
dates: {revised: "2025-06-02", accessed: "2025-06-01"}
`,
			Want: []string{"sources/page.yaml:5:18 error dates.revised"}},
		{Name: "a year that can fit", Change: `-- sources/page.yaml --
dates: {published: "2025", revised: "2025-06-01"}
`},
		{Name: "reviewed after it was looked at", Change: `-- sources/page.yaml --
dates: {reviewed: "2026", accessed: "2025-06-01"}
`,
			Want: []string{"sources/page.yaml:5:19 error dates.reviewed"}},
		{Name: "a date that is none is another rule", Change: `-- sources/page.yaml --
dates: {published: "2025-13", revised: "2025-06-01"}
`},
		{Name: "all on one day", Change: `-- sources/page.yaml --
dates: {published: "2025-06-01", revised: "2025-06-01", reviewed: "2025-06-01", accessed: "2025-06-01"}
`},
		{Name: "looked at in the month of its revision", Change: `-- sources/page.yaml --
dates: {revised: "2025-06-20", accessed: "2025-06"}
`},
	})
}
