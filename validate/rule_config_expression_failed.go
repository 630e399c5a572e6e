package validate

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/policy"
)

var ruleConfigExpressionFailed = Rule{
	ID:       policy.RuleExpressionFailed,
	Severity: finding.Error,
	Title:    "The expression of a custom rule fails for some records",
	Explanation: "It asks for a key or an item that is not there, or costs too much. The records for which it fails are not checked to their end, and " +
		"the finding says how many they are. Ask with has() for a field, with in for a key, and with size() for an item, before it is used.",
	Bad: `-- compendium.yaml --
custom_rules:
  - id: acme-label-cited
    collections: [drugs]
    expression: record.citations["label"].source != ""
    message: The record does not cite its label.
    severity: WARNING
`,
	Good: `-- compendium.yaml --
custom_rules:
  - id: acme-label-cited
    collections: [drugs]
    expression: '!("label" in record.citations) || record.citations["label"].source != ""'
    message: The record does not cite its label.
    severity: WARNING
`,
}
