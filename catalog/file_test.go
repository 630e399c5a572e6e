package catalog_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
)

func TestReadFile(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"nothing":            {text: ""},
		"only a comment":     {text: "# rules: {}\n"},
		"a misspelled key":   {text: "rulez: {}\n", want: []string{`1:1 field-unknown The configuration has no field rulez. Did you mean rules?`}},
		"a misspelled value": {text: "rules:\n  source-unused: {severity: error}\n", want: []string{`2:29 enum-unknown severity does not take "error". Did you mean ERROR?`}},
		"a key twice":        {text: "rules: {}\nrules: {}\n", want: []string{"2:1 yaml-duplicate-key The key rules stands here a second time; the first is on line 1. Keep one."}},
		"a second document":  {text: "rules: {}\n---\n", want: []string{"2:1 yaml-multiple-documents A second document begins here, and only the first is read. Remove it, or make it part of the first."}},
		"no YAML":            {text: "rules: {\n", want: []string{"1:8 yaml-syntax"}},
		"a list":             {text: "- rules\n", want: []string{"1:1 field-wrong-type The configuration takes fields, and this is a list. Write its fields below it, each on a line."}},
		"a rule that is off": {text: "rules: {source-unused: off}\n", want: []string{`1:24 field-wrong-type RuleSetting takes fields, and this is the text "off". Write its fields below it, each on a line.`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := catalog.ReadFile("compendium.yaml", []byte(test.text), &configv1.Config{})
			var got []string
			for i, p := range problems {
				line := fmt.Sprintf("%d:%d %s %s", p.Position.Line, p.Position.Column, p.Rule, p.Message)
				if i < len(test.want) && strings.HasPrefix(line, test.want[i]) {
					line = test.want[i] // the wording of the library is its own
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestWithin finds the X of an expression in each way in which YAML writes a text.
func TestWithin(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want finding.Position
	}{
		"plain":                {"custom_rules:\n  - expression: a + X\n", finding.Position{Line: 2, Column: 21}},
		"plain on two lines":   {"custom_rules:\n  - expression: a +\n      X\n", finding.Position{Line: 3, Column: 7}},
		"single quotes":        {"custom_rules:\n  - expression: 'a + X'\n", finding.Position{Line: 2, Column: 22}},
		"double quotes":        {"custom_rules:\n  - expression: \"ä + X\"\n", finding.Position{Line: 2, Column: 22}},
		"a literal text":       {"custom_rules:\n  - expression: |-\n      a +\n\n        X\n", finding.Position{Line: 5, Column: 9}},
		"a folded text":        {"custom_rules:\n  - expression: >-\n      a +\n      X\n", finding.Position{Line: 4, Column: 7}},
		"an escape":            {"custom_rules:\n  - expression: \"\\x61 + X\"\n", finding.Position{Line: 2, Column: 17}},
		"a flow mapping":       {"custom_rules: [{expression: a + X}]\n", finding.Position{Line: 1, Column: 33}},
		"a byte order mark":    {"\ufeffcustom_rules:\n  - expression: X\n", finding.Position{Line: 2, Column: 17}},
		"no list where it was": {"custom_rules: X\n", finding.Position{Line: 1, Column: 15}},
	} {
		t.Run(name, func(t *testing.T) {
			var config configv1.Config
			file, _ := catalog.ReadFile("compendium.yaml", []byte(test.text), &config)
			offset := 0
			if len(config.CustomRules) > 0 {
				before, _, _ := strings.Cut(config.CustomRules[0].Expression, "X")
				offset = len([]rune(before))
			}
			if diff := cmp.Diff(test.want, file.Within("custom_rules[0].expression", offset)); diff != "" {
				t.Errorf("position (-want +got):\n%s", diff)
			}
		})
	}
}
