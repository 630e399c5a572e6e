package validate

import "github.com/opencompendium/compendium/finding"

var ruleFieldUnknown = Rule{
	ID:       "field-unknown",
	Severity: finding.Error,
	Title:    "A field that the schema does not have",
	Explanation: "Nothing would read the field, and the fact in it would be lost. Most often it is a slip of the keyboard, for which the message " +
		"names the nearest field, or it stands one level too deep or too high. A fact that no field holds goes into notes.",
	Bad: `-- targets/example.yaml --
descripton: An example.
`,
	Good: `-- targets/example.yaml --
description: An example.
`,
	Fix: "A key that is at most two letters away from one field, and near no other, is renamed, where the file then has fewer problems and no new one.",
	fix: fixKey,
}
