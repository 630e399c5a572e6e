package files_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFileTooLarge(t *testing.T) {
	ruletest.Run(t, "file-too-large", []ruletest.Case{
		{Name: "a large file", Change: `-- targets/example.yaml --
symbol: EXM
` + strings.Repeat("# A line of forty characters, as is this\n", 25000)},
		{Name: "a file that is too large", Change: `-- targets/example.yaml --
symbol: EXM
` + strings.Repeat("# A line of forty characters, as is this\n", 27000),
			Want: []string{"targets/example.yaml:0:0 error "}},
	})
}
