package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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
	d, findings := Parse([]byte(source))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	for path, want := range map[string]string{
		"a": "plain", "b[0]": "'single'", "b[1]": `"dou\"ble"`, "c": "{d: [1, e f], g: h\n    i}", "c.d": "[1, e f]", "c.d[1]": "e f", "c.g": "h\n    i",
		"x": ">- # folded\n  one\n  two",
	} {
		node := d.Find(path)
		if node.IsZero() {
			t.Errorf("%s was not found", path)
			continue
		}
		if got := source[node.row().begin:node.row().end]; got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	for _, path := range []string{"q", "a.b", "b[2]", "b[x]", "b[", "c[0]", `c["d"`} {
		if !d.Find(path).IsZero() {
			t.Errorf("%s was found", path)
		}
	}
	want := []string{
		` file # yaml-language-server: $schema=x.json`, `["a"] # of a`, `["a"] # beside a`, `["b"][0] # beside the item`, `["b"][1] after # below it`,
		`["b"] after # ends b`, `["x"] # folded`, ` after # the end`,
	}
	comments, err := d.Comments()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range comments {
		path := ""
		for _, step := range c.Steps {
			path += step.String()
		}
		if c.After {
			path += " after"
		} else if len(c.Steps) == 0 {
			path += " file"
		}
		if source[c.Begin:c.End] != c.Text {
			t.Errorf("%q is at %q", c.Text, source[c.Begin:c.End])
		}
		got = append(got, path+" "+c.Text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("comments (-want +got):\n%s", diff)
	}
}
