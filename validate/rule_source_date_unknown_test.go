package validate_test

import "testing"

func TestSourceDateUnknown(t *testing.T) {
	testRule(t, "source-date-unknown", []ruleCase{
		{name: "a dated page"},
		{name: "an undated page", change: `-- sources/page.yaml --
dates: {unknown: It carries none.}
`,
			want: []string{"sources/page.yaml:5:18 warning dates.unknown"}},
		{name: "an undated label", change: `-- sources/label.yaml --
dates: {unknown: The revision is not pinned.}
`,
			want: []string{"sources/label.yaml:5:18 info dates.unknown"}},
		{name: "an undated register", change: `-- sources/page.yaml --
kind: REGISTER
dates: {unknown: It is revised daily.}
`},
		{name: "a page that nothing cites", change: `-- sources/extra.yaml --
display_name: Extra
kind: PATIENT_PAGE
publisher: Society
title: An extra source
dates: {unknown: It carries none.}
`},
		{name: "a copyright that is old is the other rule", change: `-- sources/page.yaml --
dates: {unknown: It carries none., copyright: "2020"}
`},
		{name: "a copyright that is young", change: `-- sources/page.yaml --
dates: {unknown: It carries none., copyright: "2026"}
`,
			want: []string{"sources/page.yaml:5:18 warning dates.unknown"}},
	})
}
