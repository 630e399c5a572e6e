package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/validate/policy"
)

func TestParseReadsTheFile(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"nothing":        {text: ""},
		"only a comment": {text: "# rules: {}\n"},
		"a misspelled key": {text: "rulez: {}\n",
			want: []string{`1:1 field-unknown The configuration has no field rulez. Did you mean rules?`}},
		"a misspelled value": {text: "rules:\n  source-unused: {severity: error}\n",
			want: []string{`2:29 enum-unknown severity cannot be "error". Did you mean ERROR?`}},
		"a key twice": {text: "rules: {}\nrules: {}\n",
			want: []string{"2:1 yaml-duplicate-key The key rules is repeated; the first is on line 1. Keep one."}},
		"a second document": {text: "rules: {}\n---\n",
			want: []string{"2:1 yaml-multiple-documents A second document begins here, and only the first is read. Remove it, " +
				"or make it part of the first."}},
		"no YAML": {text: "rules: {\n", want: []string{"1:8 yaml-syntax"}},
		"a list": {text: "- rules\n",
			want: []string{"1:1 field-wrong-type The configuration must hold fields, but this is a list. Write its " +
				"fields below it, each on a line."}},
		"a rule that is off": {text: "rules: {source-unused: off}\n",
			want: []string{`1:24 field-wrong-type RuleSetting must hold fields, but this is the text "off". Write its fields below it, each on a line.`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := policy.Parse("compendium.yaml", []byte(test.text), policy.Builtin{"source-unused": false})
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
