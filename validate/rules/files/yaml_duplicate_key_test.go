package files_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestYAMLDuplicateKey(t *testing.T) {
	ruletest.Run(t, "yaml-duplicate-key", []ruletest.Case{
		{Name: "the same key in two items", Change: `-- targets/example.yaml --
names:
  - {text: exemplar, type: SYNONYM}
  - {text: sample, type: SYNONYM}
`},
		{Name: "a key of the record", Change: `-- targets/example.yaml --
symbol: EXM
symbol: EXN
`,
			Want: []string{"targets/example.yaml:4:1 error "}},
		{Name: "a key of an item", Change: `-- targets/example.yaml --
names:
  - {text: exemplar, type: SYNONYM, text: sample}
`,
			Want: []string{"targets/example.yaml:5:37 error "}},
		{Name: "a key of a map", Change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page}
  page: {source: sources/label}
`,
			Want: []string{"conditions/chordoma.yaml:8:3 error "}},
	})
}
