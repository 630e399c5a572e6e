package syntax_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog/syntax"
)

const example = `# yaml-language-server: $schema=x.json
# of a
a: plain # beside a
b:
  - 'single' # beside the item
  - "dou\"ble"
    # below it
  # ends b
c: {d: [1, e f], g: |-
    h}
x: >- # folded
  one
  two

# the end
`

func TestNodesKnowTheirBytes(t *testing.T) {
	source := strings.Replace(example, "c: {d: [1, e f], g: |-\n    h}\n", "c: {d: [1, e f], g: h\n    i}\n", 1)
	file, err := syntax.Parse([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"a": "plain", "b[0]": "'single'", "b[1]": `"dou\"ble"`, "c": "{d: [1, e f], g: h\n    i}", "c.d": "[1, e f]", "c.d[1]": "e f", "c.g": "h\n    i",
		"x": ">- # folded\n  one\n  two",
	} {
		entry := file.Find(path)
		if entry == nil {
			t.Errorf("%s was not found", path)
			continue
		}
		if got := source[entry.Value.Start:entry.Value.End]; got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	for _, path := range []string{"q", "a.b", "b[2]", "b[x]", "b[", "c[0]", `c["d"`} {
		if file.Find(path) != nil {
			t.Errorf("%s was found", path)
		}
	}
	want := []string{
		`["a"] # beside a`, `["a"] # of a`, `["b"] foot # ends b`, `["b"][0] # beside the item`, `["b"][1] # below it`, `["x"] # folded`,
		" foot # the end", "head # yaml-language-server: $schema=x.json",
	}
	if diff := cmp.Diff(strings.Join(slices.Sorted(slices.Values(want)), "\n"), strings.Join(file.Comments(), "\n")); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}

func TestParseRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, source := range []string{"", "# only\n", "a\n", "- a\n", "? a\n: b\n", "a: *b\n", "a: &b c\n", "a: !t c\n", "a: [b: c]\n", example} {
		if _, err := syntax.Parse([]byte(source)); err == nil {
			t.Errorf("%q was read", source)
		}
	}
}

// FuzzParse expects that whatever is read is written again from its parts: every scalar stands where its node says.
func FuzzParse(f *testing.F) {
	f.Add([]byte(example))
	f.Add([]byte("a:\r\n- b: c\n  # d\n- {e: 'f', g}\n--- \n"))
	f.Add([]byte("%YAML 1.2\n---\na: |2+\n   b\n\n\n# c\n...\n# d"))
	f.Fuzz(func(t *testing.T, source []byte) {
		file, err := syntax.Parse(source)
		if err != nil {
			return
		}
		var walk func(n *syntax.Node)
		walk = func(n *syntax.Node) {
			if n.Start < 0 || n.Start > n.End || n.End > len(source) {
				t.Fatalf("a node spans %d to %d of %d bytes", n.Start, n.End, len(source))
			}
			for i, e := range n.Entries {
				if i > 0 && e.Start < n.Entries[i-1].Value.End {
					t.Fatalf("an entry begins at %d, within the one before it, which ends at %d", e.Start, n.Entries[i-1].Value.End)
				}
				walk(e.Value)
			}
		}
		walk(file.Root)
		if n := len(file.Comments()); n > strings.Count(string(source), "#") {
			t.Errorf("%d comments were made of fewer number signs", n)
		}
	})
}
