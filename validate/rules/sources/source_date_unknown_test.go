package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceDateUnknown(t *testing.T) {
	ruletest.Run(t, "source-date-unknown", []ruletest.Case{
		{Name: "a dated page"},
		{Name: "an undated page", Change: `-- sources/page.yaml --
dates: {unknown: It carries none.}
`,
			Want: []string{"sources/page.yaml:5:18 warning dates.unknown"}},
		{Name: "an undated label", Change: `-- sources/label.yaml --
dates: {unknown: The revision is not pinned.}
`,
			Want: []string{"sources/label.yaml:5:18 info dates.unknown"}},
		{Name: "an undated register", Change: `-- sources/page.yaml --
kind: REGISTER
dates: {unknown: It is revised daily.}
`},
		{Name: "a page that nothing cites", Change: `-- sources/extra.yaml --
display_name: Extra
kind: PATIENT_PAGE
publisher: Society
title: An extra source
dates: {unknown: It carries none.}
`},
		{Name: "a copyright that is old is the other rule", Change: `-- sources/page.yaml --
dates: {unknown: It carries none., copyright: "2020"}
`},
		{Name: "a copyright that is young", Change: `-- sources/page.yaml --
dates: {unknown: It carries none., copyright: "2026"}
`,
			Want: []string{"sources/page.yaml:5:18 warning dates.unknown"}},
	})
}
