package validate_test

import "testing"

func TestSourceUnused(t *testing.T) {
	testRule(t, "source-unused", []ruleCase{
		{name: "all are cited"},
		{name: "one is not", change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
`,
			want: []string{"sources/extra.yaml:1:1 warning "}},
		{name: "one that another lists", change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- sources/page.yaml --
references:
  - {source: sources/extra}
`},
		{name: "one that only itself lists", change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
references:
  - {source: sources/extra}
`,
			want: []string{"sources/extra.yaml:1:1 warning "}},
		{name: "one that a record which is not read speaks of", change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- targets/example.yaml --
symbol: [sources/a, sources/extra-label, sources/z]
`},
		{name: "one that a record which is not read speaks of almost", change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- targets/example.yaml --
symbol: [sources/a, sources/extr, source/extra, sources/z]
`,
			want: []string{"sources/extra.yaml:1:1 warning "}},
	})
}
