package validate_test

import (
	"strings"
	"testing"
)

func TestFileTooLarge(t *testing.T) {
	testRule(t, "file-too-large", []ruleCase{
		{name: "a large file", change: `-- targets/example.yaml --
symbol: EXM
` + strings.Repeat("# A line of forty characters, as is this\n", 6000)},
		{name: "a file that is too large", change: `-- targets/example.yaml --
symbol: EXM
` + strings.Repeat("# A line of forty characters, as is this\n", 7000),
			want: []string{"targets/example.yaml:0:0 error "}},
	})
}
