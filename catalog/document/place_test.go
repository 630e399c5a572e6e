package document

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/finding"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
)

const spanText = "\ufeff# A drug.\r\n" + `display_name: X Y  # the name
lifecycle:   ACTIVE
classes: [classes/a, classes/b]
names:
  - text: äöü 😀
    type: "IN\"N"
  - {text: 😀😀, type: SYNONYM}
  - {text: 'it''s',
     type: INN}
mechanism:
  summary: >-
    Folded

    text.

  detail: one
    two
    three
uses: []
`

func TestLocate(t *testing.T) {
	texts := map[string]string{"x": spanText, "bad": "title: a\n  b: c\n", "none": ""}
	for _, test := range []struct{ file, path, want, end string }{
		{"x", "", "display_name", "2:13"},
		{"x", "display_name", "X Y", "2:18"},
		{"x", "lifecycle", "ACTIVE", "3:20"},
		// A list or mapping is its key, one in brackets all of it where it ends on its line.
		{"x", "classes", "classes", "4:8"},
		{"x", "classes[1]", "classes/b", "4:31"},
		{"x", "names[0]", "text", "6:9"},
		{"x", "names[0].text", "äöü 😀", "6:16"},
		{"x", "names[0].type", `"IN\"N"`, "7:18"},
		{"x", "names[1]", "{text: 😀😀, type: SYNONYM}", "8:30"},
		{"x", "names[1].type", "SYNONYM", "8:29"},
		{"x", "names[2]", "{text: 'it''s',\n     type: INN}", "10:16"},
		{"x", "names[2].text", "'it''s'", "9:19"},
		{"x", "mechanism", "mechanism", "11:10"},
		{"x", "mechanism.summary", ">-\n    Folded\n\n    text.", "15:10"},
		{"x", "mechanism.detail", "one\n    two\n    three", "19:10"},
		// What is missing is the key that should hold it.
		{"x", "mechanism.cites", "mechanism", "11:10"},
		{"x", "uses[0].labels", "uses", "20:5"},
		// A file without nodes has a character of what is wrong with it.
		{"bad", "title", "a", "1:9"},
		{"none", "title", "", "1:1"},
	} {
		d, _ := Parse([]byte(texts[test.file]))
		_, span := d.Locate(test.path)
		got := texts[test.file][span.Byte:span.EndByte]
		if end := fmt.Sprintf("%d:%d", span.End.Line, span.End.Column); got != test.want || end != test.end {
			t.Errorf("%s in %s spans %q to %s, want %q to %s", test.path, test.file, got, end, test.want, test.end)
		}
	}
	d, _ := Parse([]byte(spanText))
	_, span := d.Locate("names[1].type")
	begin := strings.Index(spanText, "SYNONYM")
	want := finding.Span{End: finding.Position{Line: 8, Column: 29}, Byte: begin, EndByte: begin + 7, UTF16: 24,
		EndUTF16: 31}
	if span != want {
		t.Errorf("behind characters of four bytes, the span is %+v, want %+v", span, want)
	}
}

// TestWithin finds the X of an expression in each way in which YAML writes a text.
func TestWithin(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want finding.Position
	}{
		"plain":              {"custom_rules:\n  - expression: a + X\n", finding.Position{Line: 2, Column: 21}},
		"plain on two lines": {"custom_rules:\n  - expression: a +\n      X\n", finding.Position{Line: 3, Column: 7}},
		"single quotes":      {"custom_rules:\n  - expression: 'a + X'\n", finding.Position{Line: 2, Column: 22}},
		"double quotes":      {"custom_rules:\n  - expression: \"ä + X\"\n", finding.Position{Line: 2, Column: 22}},
		"a literal text": {"custom_rules:\n  - expression: |-\n      a +\n\n        X\n",
			finding.Position{Line: 5, Column: 9}},
		"a folded text": {"custom_rules:\n  - expression: >-\n      a +\n      X\n",
			finding.Position{Line: 4, Column: 7}},
		"an escape":            {"custom_rules:\n  - expression: \"\\x61 + X\"\n", finding.Position{Line: 2, Column: 25}},
		"a flow mapping":       {"custom_rules: [{expression: a + X}]\n", finding.Position{Line: 1, Column: 33}},
		"a byte order mark":    {"\ufeffcustom_rules:\n  - expression: X\n", finding.Position{Line: 2, Column: 17}},
		"no list where it was": {"custom_rules: X\n", finding.Position{Line: 1, Column: 15}},
	} {
		t.Run(name, func(t *testing.T) {
			var config configv1.Config
			d, _ := Parse([]byte(test.text))
			d.Decode(&config)
			offset := 0
			if len(config.CustomRules) > 0 {
				before, _, _ := strings.Cut(config.CustomRules[0].Expression, "X")
				offset = len([]rune(before))
			}
			at, _ := d.Within("custom_rules[0].expression", offset)
			if diff := cmp.Diff(test.want, at); diff != "" {
				t.Errorf("position (-want +got):\n%s", diff)
			}
		})
	}
}
