package files_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLineTooLong(t *testing.T) {
	ruletest.Run(t, "line-too-long", []ruletest.Case{
		{Name: "a long text on many lines", Change: `-- targets/example.yaml --
description: >-
` + strings.Repeat("  A line of a long text.\n", 40)},
		{Name: "a long text on one line", Change: `-- targets/example.yaml --
description: ` + strings.Repeat("A long text. ", 700) + "end\n",
			Want: []string{"targets/example.yaml:4:1 error "}},
	})
}
