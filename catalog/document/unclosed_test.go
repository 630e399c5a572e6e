package document

import (
	"fmt"
	"testing"
)

// TestUnclosed shows that a quote or bracket that is not closed is found where it was opened, however far below nothing
// fits any more.
func TestUnclosed(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a quote", "display_name: \"Example\ntitle: A\nkind: GENE\n", "1:15"},
		{"a single quote", "display_name: 'It''s\nkind: GENE\n", "1:15"},
		{"a quote at the end of the file", "kind: GENE\ndisplay_name: \"Example\n", "2:15"},
		{"a bracket", "members: [targets/a, targets/b\nkind: GENE\nsymbol: A\n", "1:10"},
		{"a brace of an item", "names:\n  - {text: A, type: SYNONYM\n  - {text: B, type: SYNONYM}\n", "2:5"},
		{"a quote within brackets", "members: [\"a, b]\nkind: GENE\n", "1:11"},
		{"a bracket over several lines", "members: [\n  targets/a,\n  targets/b\nkind: GENE\nsymbol: B\n", "1:10"},
		{"a bracket behind a folded text", "description: >-\n  Some [text, that 'is no list\nmembers: [a\nkind: GENE\n",
			"3:10"},
		{"brackets and quotes within a text", "description: It's a [list\nsymbol: 5\" tube\nmembers: {a: b\nkind: GENE\n",
			"3:10"},
		{"a comment with a quote", "kind: GENE # It's\nmembers: [a\nsymbol: A\n", "2:10"},
		{"nothing that is not closed", "members: [a,\n  \"b\", 'c']\nkind: a: b\n", "3:8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Parse([]byte(c.text))
			if len(problems) != 1 || problems[0].Rule != RuleSyntax {
				t.Fatalf("problems: %v", problems)
			}
			if got := fmt.Sprintf("%d:%d", problems[0].Position.Line, problems[0].Position.Column); got != c.want {
				t.Errorf("at %s, want %s: %s", got, c.want, problems[0].Message)
			}
		})
	}
}
