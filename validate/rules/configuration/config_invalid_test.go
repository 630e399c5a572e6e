package configuration_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestConfigInvalid(t *testing.T) {
	config := func(lines ...string) string { return "-- compendium.yaml --\n" + strings.Join(lines, "\n") + "\n" }
	const own = `{id: acme-x, collections: [drugs], expression: "true", message: Wrong., severity: INFO}`
	ruletest.Run(t, "config-invalid", []ruletest.Case{
		{Name: "an empty configuration", Change: config("# nothing yet")},
		{Name: "off without a reason", Change: config("rules:", "  source-unused: {severity: OFF}"),
			Want: []string{`compendium.yaml:2:3 error rules["source-unused"]`}},
		{Name: "no severity", Change: config("rules:", "  source-unused: {reason: Because.}"),
			Want: []string{`compendium.yaml:2:3 error rules["source-unused"].severity`}},
		{Name: "a misspelled severity is field-wrong-type's",
			Change: config("rules:", "  source-unused: {severity: warning}")},
		{Name: "a misspelled key is field-unknown's", Change: config("rules:", "  source-unused: {severty: WARNING}")},
		{Name: "a rule by which files are read", Change: config("rules:", "  yaml-syntax: {severity: WARNING}"),
			Want: []string{`compendium.yaml:2:3 error rules["yaml-syntax"]`}},
		{Name: "such a rule as it is", Change: config("rules:", "  yaml-syntax: {severity: ERROR}")},
		{Name: "a rule for the configuration",
			Change: config("rules:", "  config-invalid: {severity: OFF, reason: Because.}"),
			Want:   []string{`compendium.yaml:2:3 error rules["config-invalid"]`}},
		{Name: "an exclusion without a reason", Change: config("exclude:", "  - files: drugs/*"),
			Want: []string{"compendium.yaml:2:5 error exclude[0].reason"}},
		{Name: "a glob from the root", Change: config("exclude:", "  - {files: /drugs/*, reason: Drafts.}"),
			Want: []string{"compendium.yaml:2:13 error exclude[0].files"}},
		{Name: "a glob that is none", Change: config("exclude:", "  - {files: 'drugs/[a', reason: Drafts.}"),
			Want: []string{"compendium.yaml:2:13 error exclude[0].files"}},
		{Name: "an age out of bounds", Change: config("source_ages:", "  - {kind: LABEL, years: 101}"),
			Want: []string{"compendium.yaml:2:26 error source_ages[0].years"}},
		{Name: "an age twice", Change: config("source_ages:", "  - {kind: LABEL, years: 1}", "  - {kind: LABEL, years: 2}"),
			Want: []string{"compendium.yaml:3:5 error source_ages[1]"}},
		{Name: "a jurisdiction that is none", Change: config("jurisdictions: [US, UK]"),
			Want: []string{"compendium.yaml:1:21 error jurisdictions[1]"}},
		{Name: "a coverage that asks for nothing", Change: config("coverages:", "  - regulator: regulators/agency"),
			Want: []string{"compendium.yaml:2:5 error coverages[0]"}},
		{Name: "a coverage twice",
			Change: config("coverages:", "  - {regulator: regulators/agency, years: 1}",
				"  - {regulator: regulators/agency, years: 1}"),
			Want: []string{"compendium.yaml:3:5 error coverages[1]"}},
		{Name: "a regulator that there is none of",
			Change: config("coverages:", "  - {regulator: regulators/agncy, years: 1}"),
			Want:   []string{"compendium.yaml:2:17 error coverages[0].regulator"}},
		{Name: "an ID of one word", Change: config("custom_rules:", "  - "+strings.Replace(own, "acme-x", "acme", 1)),
			Want: []string{"compendium.yaml:2:10 error custom_rules[0].id"}},
		{Name: "an ID of a built-in rule",
			Change: config("custom_rules:", "  - "+strings.Replace(own, "acme-x", "source-unused", 1)),
			Want:   []string{"compendium.yaml:2:10 error custom_rules[0].id"}},
		{Name: "an ID twice", Change: config("custom_rules:", "  - "+own, "  - "+own),
			Want: []string{"compendium.yaml:3:10 error custom_rules[1].id"}},
		{Name: "a severity of one's own rule in two places",
			Change: config("custom_rules:", "  - "+own, "rules:", "  acme-x: {severity: INFO}"),
			Want:   []string{`compendium.yaml:4:3 error rules["acme-x"]`}},
		{Name: "one's own rule off without a reason",
			Change: config("custom_rules:", "  - "+strings.Replace(own, "INFO", "OFF", 1)),
			Want:   []string{"compendium.yaml:2:5 error custom_rules[0]"}},
		{Name: "no such collection", Change: config("custom_rules:", "  - "+strings.Replace(own, "drugs", "drug", 1)),
			Want: []string{"compendium.yaml:2:32 error custom_rules[0].collections[0]"}},
		{Name: "no such field",
			Change: config("custom_rules:", "  - "+strings.Replace(own, "}", ", path: 'uses[].lables'}", 1)),
			Want:   []string{"compendium.yaml:2:99 error custom_rules[0].path"}},
		{Name: "a list without brackets",
			Change: config("custom_rules:", "  - "+strings.Replace(own, "}", ", path: uses.labels}", 1)),
			Want:   []string{"compendium.yaml:2:99 error custom_rules[0].path"}},
		{Name: "brackets without a list",
			Change: config("custom_rules:", "  - "+strings.Replace(own, "}", ", path: 'mechanism[]'}", 1)),
			Want:   []string{"compendium.yaml:2:99 error custom_rules[0].path"}},
		{Name: "a map as a whole", Change: config("custom_rules:", "  - "+strings.Replace(own, "}", ", path: citations}", 1)),
			Want: []string{"compendium.yaml:2:99 error custom_rules[0].path"}},
	})
}
