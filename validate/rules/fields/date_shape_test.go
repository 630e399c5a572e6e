package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDateShape(t *testing.T) {
	ruletest.Run(t, "date-shape", []ruletest.Case{
		{Name: "a year, a month, a day", Change: `-- sources/page.yaml --
dates: {published: "2019", reviewed: "2020-02", revised: "2020-02-29"}
`},
		{Name: "a day that does not exist", Change: `-- sources/page.yaml --
dates: {revised: "2025-06-31"}
`,
			Want: []string{"sources/page.yaml:5:18 error dates.revised"}},
		{Name: "February 29 in a common year", Change: `-- sources/page.yaml --
dates: {revised: "2023-02-29"}
`,
			Want: []string{"sources/page.yaml:5:18 error dates.revised"}},
		{Name: "one digit", Change: `-- sources/page.yaml --
dates: {revised: "2025-6"}
`,
			Want: []string{"sources/page.yaml:5:18 error dates.revised"}},
		{Name: "words", Change: `-- sources/page.yaml --
dates: {revised: June 2025}
`,
			Want: []string{"sources/page.yaml:5:18 error dates.revised"}},
	})
}
