package validate_test

import "testing"

func TestFileEmpty(t *testing.T) {
	testRule(t, "file-empty", []ruleCase{
		{name: "a comment before a record", change: `-- targets/other.yaml --
# A note.
display_name: Other target
kind: GENE
`},
		{name: "nothing", change: `-- targets/other.yaml --
`,
			want: []string{"targets/other.yaml:1:1 error "}},
		{name: "a comment", change: `-- targets/other.yaml --

# To be written.
`,
			want: []string{"targets/other.yaml:1:1 error "}},
		{name: "null", change: `-- targets/other.yaml --
~
`,
			want: []string{"targets/other.yaml:1:1 error "}},
	})
}
