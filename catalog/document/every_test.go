package document

import (
	"slices"
	"strings"
	"testing"
)

// TestEveryShortText puts every text of a few parts that mean something to YAML where a value, an item, a key or a line
// may be. What is read, the library reads alike; what it reads and is refused is refused as documented.
func TestEveryShortText(t *testing.T) {
	t.Parallel()
	signs := []string{"a", " ", ":", "#", ",", "'", `"`, "[", "]", "{", "}", "-", "?", "\n", "\\"}
	odd := []string{"1", ".", "~", "!", "&", "*", "|", ">", "%", "@", "`", "=", "<", "(", "/", "\u00a0", "\u2003", "\U0001f48a", "null", "\t", "\r\n", "\n\n", "\n ", "\n  ", "a"}
	lines := []string{"a", "- a", "  a", " - a", "    a", "      a", "a: b", "  a: b", "# a", " # a", "   # a", "", " ",
		"     ", "c: [d]", "  c: 'd'", "---", "...", "\t", "  |", "- >", "  c: |"}
	for _, c := range []struct {
		name, before, after string
		parts               []string
		between             string
		length              int
	}{
		{"text", "", "", signs, "", 3},
		{"value", "a: ", "\nb: c\n", signs, "", 3},
		{"odd value", "a: a", "b\nb: c\n", odd, "", 2},
		{"value in braces", "a: [{b: ", ", c: d}]\n", signs, "", 3},
		{"odd value in braces", "a: [{b: a", "b, c: d}]\n", odd, "", 2},
		{"begin of a value", "a: ", "a\n", odd, "", 2},
		{"begin of a value in brackets", "a: [", "a]\n", odd, "", 2},
		{"value in brackets", "a: [", "]\n", signs, "", 3},
		{"behind brackets", "a: [b]", "\nc: d\n", signs, "", 3},
		{"behind a quote", "a: \"b\"", "\nc: d\n", signs, "", 3},
		{"within quotes", "a: \"b", "b\"\nc: d\n", append([]string{"n", "x41", "\\\n", "\t"}, signs...), "", 3},
		{"within single quotes", "a: 'b", "b'\nc: d\n", append([]string{"\t"}, signs...), "", 3},
		{"item", "a:\n  - b: c\n    d:\n      - ", "\n    e: f\n", signs, "", 3},
		{"key", "a:\n  a", ": {b: c}\n  b: {d: e}\n", signs, "", 3},
		{"key in braces", "a: {a", ": {b: c}}\n", signs, "", 3},
		{"begin of a key", "a:\n  ", "a:\n    b: c\n", odd, "", 2},
		{"lines", "", "\n", lines, "\n", 3},
		{"folded text", "a:\n  b: >-\n    a\n", "\n  c: d\n", lines, "\n", 2},
		{"kept text", "a:\n  b: >+\n", "", lines, "\n", 2},
		{"literal text", "- b: |\n", "\n  c: d\n", lines, "\n", 2},
		{"lines below a value", "a:\n  b: a\n", "\nc: d\n", lines, "\n", 2},
		{"lines below a key", "a:\n", "\n", lines, "\n", 3},
		{"lines below a list", "a:\n  - id: a\n    c:\n      - a\n", "\n", lines, "\n", 2},
		{"header of a text", "a: >", "\n  a\n   b\n", []string{"1", "2", "+", "-", " ", "#", "\n", "0", "a"}, "", 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all, read := 0, 0
			var put func(parts []string)
			put = func(parts []string) {
				all++
				if compare(t, c.before+strings.Join(parts, c.between)+c.after) {
					read++
				}
				if len(parts) == c.length || t.Failed() && all > 100 {
					return
				}
				for _, part := range c.parts {
					put(append(slices.Clip(parts), part))
				}
			}
			put(nil)
			t.Logf("%d texts of %d are read", read, all)
			if read == 0 {
				t.Error("none is read")
			}
		})
	}
}

// compare fails where a text is read otherwise than by the library, or refused otherwise than documented. It reports
// whether it is read.
func compare(t *testing.T, text string) bool {
	t.Helper()
	d, findings := Parse([]byte(text))
	root, err := library([]byte(text))
	if len(findings) == 0 {
		if err != nil {
			t.Errorf("the library does not read it: %v\n%q", err, text)
			return false
		}
		return sameNode(t, d.Root(), root, text)
	}
	if err == nil && !isDocumented(findings) {
		t.Errorf("the library reads what is not refused as documented: %q\n%q", findings[0].Message, text)
	}
	return false
}
