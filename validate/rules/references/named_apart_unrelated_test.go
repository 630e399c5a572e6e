package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestNamedApartUnrelated(t *testing.T) {
	ruletest.Run(t, "named-apart-unrelated", []ruletest.Case{
		{Name: "from a parent", Change: `-- conditions/chordoma.yaml --
named_apart: [conditions/sarcoma]
`},
		{Name: "from a child", Change: `-- conditions/sarcoma.yaml --
named_apart: [conditions/chordoma]
`,
			Want: []string{"conditions/sarcoma.yaml:7:15 warning named_apart[0]"}},
	})
}
