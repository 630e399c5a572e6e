package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFieldUnknown(t *testing.T) {
	ruletest.Run(t, "field-unknown", []ruletest.Case{
		{Name: "a field of the record", Change: `-- targets/example.yaml --
symbol: EXM
`},
		{Name: "a slip", Change: `-- targets/example.yaml --
symbl: EXM
`,
			Want: []string{"targets/example.yaml:4:1 error symbl"}},
		{Name: "a field of another record", Change: `-- targets/example.yaml --
lifecycle: ACTIVE
`,
			Want: []string{"targets/example.yaml:4:1 error lifecycle"}},
		{Name: "a field one level too high", Change: `-- targets/example.yaml --
hgnc: "1"
`,
			Want: []string{"targets/example.yaml:4:1 error hgnc"}},
		{Name: "a slip in an item", Change: `-- targets/example.yaml --
names:
  - text: exemplar
    typ: SYNONYM
`,
			Want: []string{"targets/example.yaml:6:5 error names[0].typ"}},
	})
}
