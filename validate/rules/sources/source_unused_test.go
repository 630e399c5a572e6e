package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceUnused(t *testing.T) {
	ruletest.Run(t, "source-unused", []ruletest.Case{
		{Name: "all are cited"},
		{Name: "one is not", Change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
`,
			Want: []string{"sources/extra.yaml:1:1 warning "}},
		{Name: "one that another lists", Change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- sources/page.yaml --
references:
  - {source: sources/extra}
`},
		{Name: "one that only itself lists", Change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
references:
  - {source: sources/extra}
`,
			Want: []string{"sources/extra.yaml:1:1 warning "}},
		{Name: "one that a record which is not read speaks of", Change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- targets/example.yaml --
symbol: [sources/a, sources/extra-label, sources/z]
`},
		{Name: "one that a record which is not read speaks of almost", Change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- targets/example.yaml --
symbol: [sources/a, sources/extr, source/extra, sources/z]
`,
			Want: []string{"sources/extra.yaml:1:1 warning "}},
	})
}
