package configuration_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestConfigRuleUnknown(t *testing.T) {
	ruletest.Run(t, "config-rule-unknown", []ruletest.Case{
		{Name: "a severity", Change: "-- compendium.yaml --\nrules:\n  source-unusd: {severity: INFO}\n",
			Want: []string{`compendium.yaml:2:3 error rules["source-unusd"]`}},
		{Name: "an exclusion", Change: `-- compendium.yaml --
exclude:
  - {files: drugs/*, rules: [source-unused, acme-x, acme-y], reason: Drafts.}
custom_rules:
  - {id: acme-x, collections: [drugs], expression: "true", message: Wrong., severity: INFO}
`, Want: []string{"compendium.yaml:2:53 error exclude[0].rules[2]"}},
	})
}
