package files_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestNestingTooDeep(t *testing.T) {
	ruletest.Run(t, "nesting-too-deep", []ruletest.Case{
		{Name: "as deep as the schema goes", Change: `-- conditions/chordoma.yaml --
citations: {page: {source: sources/page}}
`},
		{Name: "brackets", Change: `-- targets/example.yaml --
names: ` + strings.Repeat("[", 34) + strings.Repeat("]", 34) + "\n",
			Want: []string{"targets/example.yaml:4:39 error "}},
		{Name: "hyphens", Change: `-- targets/example.yaml --
names:
  ` + strings.Repeat("- ", 34) + "exemplar\n",
			Want: []string{"targets/example.yaml:5:65 error "}},
	})
}
