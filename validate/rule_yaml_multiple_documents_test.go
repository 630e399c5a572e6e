package validate_test

import "testing"

func TestYAMLMultipleDocuments(t *testing.T) {
	testRule(t, "yaml-multiple-documents", []ruleCase{
		{name: "one document between markers", change: `-- targets/other.yaml --
---
display_name: Other target
kind: GENE
...
`},
		{name: "hyphens within a text", change: `-- targets/example.yaml --
description: >-
  Before
  ---
  after
`},
		{name: "two documents", change: `-- targets/other.yaml --
display_name: Other target
kind: GENE
---
display_name: Third
`,
			want: []string{"targets/other.yaml:3:1 error "}},
		{name: "two documents, divided by dots", change: `-- targets/other.yaml --
display_name: Other target
kind: GENE
...
display_name: Third
`,
			want: []string{"targets/other.yaml:4:1 error "}},
	})
}
