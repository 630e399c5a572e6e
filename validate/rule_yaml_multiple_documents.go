package validate

import "github.com/opencompendium/compendium/finding"

var ruleYAMLMultipleDocuments = Rule{
	ID:       "yaml-multiple-documents",
	Severity: finding.Error,
	Title:    "The file holds more than one record",
	Explanation: "One file holds one record, since its path is its name. A line of three hyphens begins a second document, which would not be " +
		"read. Move it to a file of its own.",
	Bad: `-- targets/other.yaml --
display_name: Other target
kind: GENE
---
display_name: A third target
kind: GENE
`,
	Good: `-- targets/other.yaml --
display_name: Other target
kind: GENE
-- targets/third.yaml --
display_name: A third target
kind: GENE
`,
}
