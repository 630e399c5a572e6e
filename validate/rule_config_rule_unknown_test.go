package validate_test

import "testing"

func TestConfigRuleUnknown(t *testing.T) {
	testRule(t, "config-rule-unknown", []ruleCase{
		{name: "a severity", change: "-- compendium.yaml --\nrules:\n  source-unusd: {severity: INFO}\n", want: []string{`compendium.yaml:2:3 error rules["source-unusd"]`}},
		{name: "an exclusion", change: `-- compendium.yaml --
exclude:
  - {files: drugs/*, rules: [source-unused, acme-x, acme-y], reason: Drafts.}
custom_rules:
  - {id: acme-x, collections: [drugs], expression: "true", message: Wrong., severity: INFO}
`, want: []string{"compendium.yaml:2:53 error exclude[0].rules[2]"}},
	})
}
