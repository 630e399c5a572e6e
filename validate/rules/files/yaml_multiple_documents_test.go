package files_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestYAMLMultipleDocuments(t *testing.T) {
	ruletest.Run(t, "yaml-multiple-documents", []ruletest.Case{
		{Name: "one document between markers", Change: `-- targets/other.yaml --
---
display_name: Other target
kind: GENE
...
`},
		{Name: "hyphens within a text", Change: `-- targets/example.yaml --
description: >-
  Before
  ---
  after
`},
		{Name: "two documents", Change: `-- targets/other.yaml --
display_name: Other target
kind: GENE
---
display_name: Third
`,
			Want: []string{"targets/other.yaml:3:1 error "}},
		{Name: "two documents, divided by dots", Change: `-- targets/other.yaml --
display_name: Other target
kind: GENE
...
display_name: Third
`,
			Want: []string{"targets/other.yaml:4:1 error "}},
	})
}
