package validate

import "github.com/opencompendium/compendium/finding"

var ruleFileEmpty = Rule{
	ID:       "file-empty",
	Severity: finding.Error,
	Title:    "A file holds no record",
	Explanation: "The file has nothing in it, or comments only. Whoever refers to it by its path gets an empty record. Write the record, or remove " +
		"the file.",
	Bad: `-- targets/other.yaml --
# To be written.
`,
	Good: `-- targets/other.yaml --
display_name: Other target
kind: GENE
`,
}
