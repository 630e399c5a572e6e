package validate_test

import "testing"

func TestYAMLDuplicateKey(t *testing.T) {
	testRule(t, "yaml-duplicate-key", []ruleCase{
		{name: "the same key in two items", change: `-- targets/example.yaml --
names:
  - {text: exemplar, type: SYNONYM}
  - {text: sample, type: SYNONYM}
`},
		{name: "a key of the record", change: `-- targets/example.yaml --
symbol: EXM
symbol: EXN
`,
			want: []string{"targets/example.yaml:4:1 error "}},
		{name: "a key of an item", change: `-- targets/example.yaml --
names:
  - {text: exemplar, type: SYNONYM, text: sample}
`,
			want: []string{"targets/example.yaml:5:37 error "}},
		{name: "a key of a map", change: `-- conditions/chordoma.yaml --
citations:
  page: {source: sources/page}
  page: {source: sources/label}
`,
			want: []string{"conditions/chordoma.yaml:8:3 error "}},
	})
}
