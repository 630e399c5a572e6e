package validate_test

import "testing"

func TestFileMisplaced(t *testing.T) {
	testRule(t, "file-misplaced", []ruleCase{
		{name: "a note to editors and a hidden file", change: `-- targets/README.md --
A note.
-- targets/.other.yaml --
Hidden.
-- README.md --
A note.
`},
		{name: "a folder of another name", change: `-- target/other.yaml --
display_name: Other target
kind: GENE
`,
			want: []string{"target:0:0 error "}},
		{name: "a folder within a collection", change: `-- targets/more/other.yaml --
display_name: Other target
kind: GENE
`,
			want: []string{"targets/more:0:0 error "}},
		{name: "another ending", change: `-- targets/other.yml --
display_name: Other target
kind: GENE
`,
			want: []string{"targets/other.yml:0:0 error "}},
		{name: "a record outside of all collections", change: `-- other.yaml --
display_name: Other target
kind: GENE
`,
			want: []string{"other.yaml:0:0 error "}},
	})
}
