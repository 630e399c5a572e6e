package validate

import "github.com/opencompendium/compendium/finding"

var ruleFileUnreadable = Rule{
	ID:       "file-unreadable",
	Severity: finding.Error,
	Title:    "A file cannot be read",
	Explanation: "The system refuses to open the file, or it is none: a pipe, a device, a symbolic link to nothing or out of the content " +
		"directory. A link that leads out is refused so that content never depends on, or shows, what lies elsewhere. Put the text itself " +
		"in its place. The example stands for such a link.",
	Bad: `-- targets/other.yaml --
# A symbolic link to ../../elsewhere/other.yaml.
display_name: Other target
kind: GENE
`,
	Good: `-- targets/other.yaml --
display_name: Other target
kind: GENE
`,
}
