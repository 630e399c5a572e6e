package catalog

import (
	"slices"
	"strings"
	"testing"
)

// TestQuickAgreesOnEveryShortText puts every text of a few characters that mean something to YAML where a value, an item, a key or a line
// may stand: where the quick reader is sure, the library reads the same.
func TestQuickAgreesOnEveryShortText(t *testing.T) {
	t.Parallel()
	scalar := []string{"a", " ", ":", "#", ",", "'", `"`, "[", "]", "{", "}", "-", "?", "\n", "\\"}
	odd := []string{"1", ".", "~", "!", "&", "*", "|", ">", "%", "@", "`", "=", "<", "(", "/", "\u00a0", "\u2003", "\u3000", "\U0001f48a", "null", "true", "0x1", "2006-01-02", "\n\n", "\n ", "\n  ", "a"}
	lines := []string{"a", "- a", "  a", " - a", "    a", "      a", "a: b", "  a: b", "# a", " # a", "   # a", "", " ", "     ", "lifecycle: ACTIVE", "  lifecycle: ACTIVE", "cites: [a]", "  cites: [a]", "---", "..."}
	for _, c := range []struct {
		name, before, after string
		parts               []string
		between             string
		length              int
	}{
		{"value", "display_name: ", "\nlifecycle: ACTIVE\n", scalar, "", 4},
		{"odd value", "display_name: a", "b\nlifecycle: ACTIVE\n", odd, "", 2},
		{"value in braces", "names: [{text: ", ", type: INN}]\n", scalar, "", 3},
		{"odd value in braces", "names: [{text: a", "b, type: INN}]\n", odd, "", 2},
		{"begin of a value", "display_name: ", "a\n", odd, "", 2},
		{"begin of a value in brackets", "classes: [", "a]\n", odd, "", 2},
		{"value in brackets", "classes: [", "]\n", scalar, "", 4},
		{"behind brackets", "classes: [a]", "\nlifecycle: ACTIVE\n", scalar, "", 3},
		{"behind a quote", "display_name: \"a\"", "\nlifecycle: ACTIVE\n", scalar, "", 3},
		{"item", "uses:\n  - id: a\n    partners:\n      - ", "\n    line: FIRST\n", scalar, "", 3},
		{"item of fields", "names:\n  - ", "text: a\n    type: INN\n", scalar, "", 3},
		{"key", "citations:\n  a", ": {source: a}\n  b: {source: b}\n", scalar, "", 3},
		{"key in braces", "citations: {a", ": {source: a}}\n", scalar, "", 3},
		{"begin of a key", "citations:\n  ", "a:\n    source: a\n", odd, "", 2},
		{"flag", "uses:\n  - labels: [{off_label: ", "true}]\n", odd, "", 2},
		{"number", "citations: {a: {passage: {words: ", "1}}}\n", odd, "", 2},
		{"folded text", "mechanism:\n  summary: >-\n    a\n", "\n  cites: [a]\n", lines, "\n", 3},
		{"folded text of an item", "notes:\n  - text: >-\n      a\n", "\nlifecycle: ACTIVE\n", lines, "\n", 3},
		{"lines below a value", "mechanism:\n  summary: a\n", "\nlifecycle: ACTIVE\n", lines, "\n", 3},
		{"lines below a key", "mechanism:\n", "\n", lines, "\n", 3},
		{"lines below a list's key", "classes:\n", "\n", lines, "\n", 3},
		{"lines below an item", "uses:\n  - id: a\n    partners:\n      - a\n", "\n", lines, "\n", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all, sure := 0, 0
			var put func(parts []string)
			put = func(parts []string) {
				all++
				if quickAgrees(t, c.before+strings.Join(parts, c.between)+c.after, Drugs) {
					sure++
				}
				if len(parts) == c.length {
					return
				}
				for _, part := range c.parts {
					put(append(slices.Clip(parts), part))
				}
			}
			put(nil)
			t.Logf("sure of %d texts of %d", sure, all)
			if sure == 0 {
				t.Error("quick is sure of none")
			}
		})
	}
}
