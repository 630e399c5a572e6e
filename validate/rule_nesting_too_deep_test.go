package validate_test

import (
	"strings"
	"testing"
)

func TestNestingTooDeep(t *testing.T) {
	testRule(t, "nesting-too-deep", []ruleCase{
		{name: "as deep as the schema goes", change: `-- conditions/chordoma.yaml --
citations: {page: {source: sources/page}}
`},
		{name: "brackets", change: `-- targets/example.yaml --
names: ` + strings.Repeat("[", 34) + strings.Repeat("]", 34) + "\n",
			want: []string{"targets/example.yaml:4:40 error "}},
		{name: "hyphens", change: `-- targets/example.yaml --
names:
  ` + strings.Repeat("- ", 34) + "exemplar\n",
			want: []string{"targets/example.yaml:5:65 error "}},
	})
}
