package validate_test

import (
	"strings"
	"testing"
)

func TestConfigInvalid(t *testing.T) {
	config := func(lines ...string) string { return "-- compendium.yaml --\n" + strings.Join(lines, "\n") + "\n" }
	const own = `{id: acme-x, collections: [drugs], expression: "true", message: Wrong., severity: INFO}`
	testRule(t, "config-invalid", []ruleCase{
		{name: "an empty configuration", change: config("# nothing yet")},
		{name: "off without a reason", change: config("rules:", "  source-unused: {severity: OFF}"), want: []string{`compendium.yaml:2:3 error rules["source-unused"]`}},
		{name: "no severity", change: config("rules:", "  source-unused: {reason: Because.}"), want: []string{`compendium.yaml:2:3 error rules["source-unused"].severity`}},
		{name: "a misspelled severity is field-wrong-type's", change: config("rules:", "  source-unused: {severity: warning}")},
		{name: "a misspelled key is field-unknown's", change: config("rules:", "  source-unused: {severty: WARNING}")},
		{name: "a rule by which files are read", change: config("rules:", "  yaml-syntax: {severity: WARNING}"), want: []string{`compendium.yaml:2:3 error rules["yaml-syntax"]`}},
		{name: "such a rule as it is", change: config("rules:", "  yaml-syntax: {severity: ERROR}")},
		{name: "a rule for the configuration", change: config("rules:", "  config-invalid: {severity: OFF, reason: Because.}"), want: []string{`compendium.yaml:2:3 error rules["config-invalid"]`}},
		{name: "an exclusion without a reason", change: config("exclude:", "  - files: drugs/*"), want: []string{"compendium.yaml:2:5 error exclude[0].reason"}},
		{name: "a glob from the root", change: config("exclude:", "  - {files: /drugs/*, reason: Drafts.}"), want: []string{"compendium.yaml:2:13 error exclude[0].files"}},
		{name: "a glob that is none", change: config("exclude:", "  - {files: 'drugs/[a', reason: Drafts.}"), want: []string{"compendium.yaml:2:13 error exclude[0].files"}},
		{name: "an age out of bounds", change: config("source_ages:", "  - {kind: LABEL, years: 101}"), want: []string{"compendium.yaml:2:26 error source_ages[0].years"}},
		{name: "an age twice", change: config("source_ages:", "  - {kind: LABEL, years: 1}", "  - {kind: LABEL, years: 2}"), want: []string{"compendium.yaml:3:5 error source_ages[1]"}},
		{name: "a jurisdiction that is none", change: config("jurisdictions: [US, UK]"), want: []string{"compendium.yaml:1:21 error jurisdictions[1]"}},
		{name: "a coverage that asks for nothing", change: config("coverages:", "  - regulator: regulators/agency"), want: []string{"compendium.yaml:2:5 error coverages[0]"}},
		{name: "a coverage twice", change: config("coverages:", "  - {regulator: regulators/agency, years: 1}", "  - {regulator: regulators/agency, years: 1}"),
			want: []string{"compendium.yaml:3:5 error coverages[1]"}},
		{name: "a regulator that there is none of", change: config("coverages:", "  - {regulator: regulators/agncy, years: 1}"), want: []string{"compendium.yaml:2:17 error coverages[0].regulator"}},
		{name: "an ID of one word", change: config("custom_rules:", "  - "+strings.Replace(own, "acme-x", "acme", 1)), want: []string{"compendium.yaml:2:10 error custom_rules[0].id"}},
		{name: "an ID of a built-in rule", change: config("custom_rules:", "  - "+strings.Replace(own, "acme-x", "source-unused", 1)), want: []string{"compendium.yaml:2:10 error custom_rules[0].id"}},
		{name: "an ID twice", change: config("custom_rules:", "  - "+own, "  - "+own), want: []string{"compendium.yaml:3:10 error custom_rules[1].id"}},
		{name: "a severity of one's own rule in two places", change: config("custom_rules:", "  - "+own, "rules:", "  acme-x: {severity: INFO}"), want: []string{`compendium.yaml:4:3 error rules["acme-x"]`}},
		{name: "one's own rule off without a reason", change: config("custom_rules:", "  - "+strings.Replace(own, "INFO", "OFF", 1)), want: []string{"compendium.yaml:2:5 error custom_rules[0]"}},
		{name: "no such collection", change: config("custom_rules:", "  - "+strings.Replace(own, "drugs", "drug", 1)), want: []string{"compendium.yaml:2:32 error custom_rules[0].collections[0]"}},
		{name: "no such field", change: config("custom_rules:", "  - "+strings.Replace(own, "}", ", path: 'uses[].lables'}", 1)), want: []string{"compendium.yaml:2:99 error custom_rules[0].path"}},
		{name: "a list without brackets", change: config("custom_rules:", "  - "+strings.Replace(own, "}", ", path: uses.labels}", 1)), want: []string{"compendium.yaml:2:99 error custom_rules[0].path"}},
		{name: "brackets without a list", change: config("custom_rules:", "  - "+strings.Replace(own, "}", ", path: 'mechanism[]'}", 1)), want: []string{"compendium.yaml:2:99 error custom_rules[0].path"}},
		{name: "a map as a whole", change: config("custom_rules:", "  - "+strings.Replace(own, "}", ", path: citations}", 1)), want: []string{"compendium.yaml:2:99 error custom_rules[0].path"}},
	})
}
