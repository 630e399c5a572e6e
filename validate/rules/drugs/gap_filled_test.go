package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestGapFilled(t *testing.T) {
	ruletest.Run(t, "gap-filled", []ruletest.Case{
		{Name: "empty", Change: `-- targets/example.yaml --
gaps:
  - {field: codes.hgnc, reason: Not verified.}
`},
		{Name: "filled", Change: `-- targets/example.yaml --
gaps:
  - {field: symbol, reason: Not verified.}
`,
			Want: []string{"targets/example.yaml:5:13 error gaps[0].field"}},
		{Name: "another code is filled", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: codes.unii, reason: Not verified.}
`},
		{Name: "that code is", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: codes.ncit, reason: Not verified.}
`,
			Want: []string{"drugs/examplinib.yaml:37:13 error gaps[0].field"}},
		{Name: "one of a list is filled", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: uses.trials, reason: None.}
`,
			Want: []string{"drugs/examplinib.yaml:37:13 error gaps[0].field"}},
		{Name: "of a source", Change: `-- sources/page.yaml --
gaps:
  - {field: title, reason: None.}
`,
			Want: []string{"sources/page.yaml:8:13 error gaps[0].field"}},
		{Name: "a message with nothing in it", Change: `-- targets/example.yaml --
codes: {}
gaps:
  - {field: codes, reason: Not verified.}
`},
		{Name: "a message with something in it", Change: `-- targets/example.yaml --
codes: {hgnc: "1"}
gaps:
  - {field: codes, reason: Not verified.}
`,
			Want: []string{`targets/example.yaml:6:13 error gaps[0].field`}},
	})
}
