package validate_test

import (
	"strings"
	"testing"
)

func TestLineTooLong(t *testing.T) {
	testRule(t, "line-too-long", []ruleCase{
		{name: "a long text on many lines", change: `-- targets/example.yaml --
description: >-
` + strings.Repeat("  A line of a long text.\n", 40)},
		{name: "a long text on one line", change: `-- targets/example.yaml --
description: ` + strings.Repeat("A long text. ", 700) + "end\n",
			want: []string{"targets/example.yaml:4:1 error "}},
	})
}
