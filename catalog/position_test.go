package catalog_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"google.golang.org/protobuf/reflect/protopath"
	"google.golang.org/protobuf/reflect/protorange"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
)

func TestPosition(t *testing.T) {
	const text = `# A drug.
display_name: X
lifecycle:   ACTIVE
classes: [classes/a, classes/b]
names:
  - text: äöü
    type: INN
  - {text: 😀😀, type: SYNONYM}
mechanism:
  summary: >-
    Folded
    text.
uses:
- id: a
  labels:
    - jurisdiction: US
      off_label: true
    -
      jurisdiction: CA
  cites:
    - page
citations:
  page:
    source: sources/page
  acs-use: {source: sources/acs, passage: {words: 5}}
  a.b: {source: sources/dotted}
  "quo\"te]": {source: sources/quoted}
`
	c, problems := load(t, fstest.MapFS{"drugs/x.yaml": {Data: []byte(text)}, "sources/none.yaml": {},
		"sources/bad.yaml": {Data: []byte("title: a\n  b: c\n")}})
	if len(problems) != 2 {
		t.Fatalf("problems: %v", problems)
	}
	for _, test := range []struct{ record, path, want string }{
		{"drugs/x", "", "2:1"},
		{"drugs/x", "display_name", "2:15"},
		{"drugs/x", "lifecycle", "3:14"},
		// A list or mapping is where its key is, an item where it begins.
		{"drugs/x", "classes", "4:1"},
		{"drugs/x", "classes[0]", "4:11"},
		{"drugs/x", "classes[1]", "4:22"},
		{"drugs/x", "names[0]", "6:5"},
		{"drugs/x", "names[0].text", "6:11"},
		{"drugs/x", "names[1].text", "8:12"},
		{"drugs/x", "names[1].type", "8:22"},
		{"drugs/x", "mechanism.summary", "10:12"},
		{"drugs/x", "uses[0]", "14:3"},
		{"drugs/x", "uses[0].labels[0].off_label", "17:18"},
		{"drugs/x", "uses[0].labels[1].jurisdiction", "19:21"},
		{"drugs/x", "uses[0].cites[0]", "21:7"},
		// What is missing is where the nearest parent is.
		{"drugs/x", "review", "2:1"},
		{"drugs/x", "review.date", "2:1"},
		{"drugs/x", "mechanism.cites", "9:1"},
		{"drugs/x", "mechanism.cites[3].deep", "9:1"},
		{"drugs/x", "uses[0].labels[1].off_label", "19:7"},
		{"drugs/x", "uses[0].labels[7]", "15:3"},
		{"drugs/x", "uses[7].labels", "13:1"},
		{"drugs/x", "display_name.text", "2:15"},
		// Keys of a map, of whatever shape.
		{"drugs/x", "citations", "22:1"},
		{"drugs/x", `citations["page"]`, "23:3"},
		{"drugs/x", `citations["page"].source`, "24:13"},
		{"drugs/x", `citations["acs-use"].passage.words`, "25:51"},
		{"drugs/x", `citations["a.b"]`, "26:3"},
		{"drugs/x", `citations["a.b"].source`, "26:17"},
		{"drugs/x", `citations["quo\"te]"].source`, "27:24"},
		{"drugs/x", `citations["other"].source`, "22:1"},
		{"drugs/x", "citations.page.source", "24:13"},
		// What is no path leads as far as it can be followed.
		{"drugs/x", "uses[x]", "13:1"},
		{"drugs/x", "uses[-1]", "13:1"},
		{"drugs/x", "uses[0", "13:1"},
		{"drugs/x", "uses[99999999999999999999]", "13:1"},
		{"drugs/x", `uses["0"]`, "13:1"},
		{"drugs/x", `citations["page`, "22:1"},
		{"drugs/x", `citations["page"`, "22:1"},
		{"drugs/x", `citations["\z"]`, "22:1"},
		{"drugs/x", "citations[0]", "22:1"},
		{"drugs/x", "..", "2:1"},
		{"drugs/x", "[", "2:1"},
		{"drugs/x", "display_name[0].[", "2:15"},
		// A file without nodes has the place of what is wrong with it.
		{"sources/none", "title", "1:1"},
		{"sources/bad", "title", "1:8"},
	} {
		r, _ := c.Get(test.record)
		if p := r.Position(test.path); fmt.Sprintf("%d:%d", p.Line, p.Column) != test.want {
			t.Errorf("position of %s in %s is %d:%d, want %s", test.path, test.record, p.Line, p.Column, test.want)
		}
	}
}

// TestPositionsOfAllValues looks up each text and enum of the frozen catalog: the text at its position begins with the
// value.
func TestPositionsOfAllValues(t *testing.T) {
	c, _, err := catalog.Load(frozen, "content")
	if err != nil {
		t.Fatal(err)
	}
	values := 0
	for _, r := range c.All() {
		lines := strings.Split(string(r.Text()), "\n")
		locate := r.Position
		check := func(path, value string) {
			values++
			p := locate(path)
			line := []rune(lines[p.Line-1])
			at := string(line[min(p.Column-1, len(line)):])
			if begins := strings.TrimLeft(at, `"'`); !strings.HasPrefix(at, ">") && !strings.HasPrefix(at, "|") && !strings.HasPrefix(begins, firstWord(value)) {
				t.Errorf("%s:%d:%d is the position of %s, but the text there is %q, not %q", r.File(), p.Line, p.Column,
					path, at, value)
			}
		}
		err := protorange.Range(r.Message().ProtoReflect(), func(p protopath.Values) error {
			path := strings.TrimPrefix(p.Path[1:].String(), ".")
			if path == "name" || path != "" && strings.HasSuffix(path, "].name") {
				return nil // derived
			}
			switch value := p.Index(-1).Value.Interface().(type) {
			case string:
				check(path, value)
			case protoreflect.EnumNumber:
				check(path, string(field(p).Enum().Values().ByNumber(value).Name()))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if values == 0 {
		t.Error("the content has no values")
	}
}

// field returns the field that a path leads to, or the one whose list it leads into.
func field(p protopath.Values) protoreflect.FieldDescriptor {
	for i := len(p.Path) - 1; ; i-- {
		if step := p.Path[i]; step.Kind() == protopath.FieldAccessStep {
			return step.FieldDescriptor()
		}
	}
}

// firstWord returns the part of a value that is in the file as it is, whatever the quotes.
func firstWord(value string) string {
	if end := strings.IndexAny(value, ` '"\`); end >= 0 {
		return value[:end]
	}
	return value
}
