package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// apply changes a text.
func apply(source []byte, e Edit) ([]byte, error) {
	d, _ := Parse(source)
	return d.Apply(e)
}

func TestApply(t *testing.T) {
	for _, c := range []struct {
		name, in string
		edit     Edit
		want     string // "" where the change is refused
	}{
		{"a key", "a: 1 # c\nb: 2\n", Rename("a", "x"), "x: 1 # c\nb: 2\n"},
		{"a key in brackets", "a: {b: [1, {c: 2}]}\n", Rename("a.b[1].c", "x"), "a: {b: [1, {x: 2}]}\n"},
		{"an odd key", "\"a.b\": 1\n", Rename(`["a.b"]`, "x"), "x: 1\n"},
		{"a key that is there", "a: 1\nb: 2\n", Rename("a", "b"), ""},
		{"an item has no key", "a: [1]\n", Rename("a[0]", "b"), ""},
		{"a field that is not there", "a: 1\n", Rename("b", "c"), ""},
		{"no path", "a: 1\n", Rename("a[", "c"), ""},
		{"a value", "a:\n  - b:   one # c\n", Set("a[0].b", "two"), "a:\n  - b:   two # c\n"},
		{"a value over two lines", "a: one\n  two # c\nb: 1\n", Set("a", "three"), "a: three # c\nb: 1\n"},
		{"a value in quotes keeps them", "a: 'one'\n", Set("a", "two"), "a: 'two'\n"},
		{"a value that needs quotes gets them", "a: one\n", Set("a", "12"), "a: \"12\"\n"},
		{"a value in quotes with quotes", "a: \"o\"\n", Set("a", `"t"`), "a: '\"t\"'\n"},
		{"a text below its key", "a: >-\n  one\n", Set("a", "two"), ""},
		{"a list is no value", "a: [1]\n", Set("a", "two"), ""},
		{"nothing is no value", "a:\nb: 1\n", Set("a", "two"), ""},
		{"a field in brackets", "a: {b: 1, }\n", Add("a", "c", "2"), "a: {b: 1, c: 2, }\n"},
		{"a field in empty brackets", "a: {}\n", Add("a", "c", "2"), "a: {c: 2}\n"},
		{"a field on a line", "a:\n  b: 1 # c\n# d\ne: 1\n", Add("a", "c", "2"), "a:\n  b: 1 # c\n  c: 2\n# d\ne: 1\n"},
		{"a field at the end", "a:\n  b: 1", Add("a", "c", "2"), "a:\n  b: 1\n  c: 2"},
		{"a field of a list", "a: [1]\n", Add("a", "c", "2"), ""},
		{"items", "a:\n- 1\n# two\n- c: 2 # 2\n  # of two\n- 3\nb: 1\n", Reorder("a", []int{2, 1, 0}),
			"a:\n- 3\n# two\n- c: 2 # 2\n  # of two\n- 1\nb: 1\n"},
		{"a comment below an item", "a:\n- 1\n  # of one\n- 3\n", Reorder("a", []int{1, 0}), "a:\n- 3\n- 1\n  # of one\n"},
		{"a field that is there", "a: {b: 1}\n", Add("a", "b", "2"), ""},
		{"items at the end of the file", "a:\n  - 1\n  - 2", Reorder("a", []int{1, 0}), "a:\n  - 2\n  - 1"},
		{"items with texts", "a:\n  - |\n    one\n\n  - >-\n    two\n", Reorder("a", []int{1, 0}),
			"a:\n  - >-\n    two\n\n  - |\n    one\n"},
		{"items in brackets", "a: [1, {b: 2}]\n", Reorder("a", []int{1, 0}), "a: [{b: 2}, 1]\n"},
		{"items in brackets with comments", "a: [1, # c\n 2]\n", Reorder("a", []int{1, 0}), ""},
		{"an item too few", "a: [1, 2, 3]\n", Reorder("a", []int{1, 0}), ""},
		{"an item twice", "a: [1, 2]\n", Reorder("a", []int{1, 1}), ""},
		{"items of a list in a list", "a:\n- - 1\n  - 2\n", Reorder("a[0]", []int{1, 0}), ""},
		{"other line ends", "a:\r\n  - 1\r\n  - 2\r\n", Reorder("a", []int{1, 0}), "a:\r\n  - 2\r\n  - 1\r\n"},
		{"a field of the file", "a: 1\n", Add("", "b", "[{c: 2}]"), "a: 1\nb: [{c: 2}]\n"},
		{"the first field of the file", "# c\n", Add("", "b", "[1]"), "# c\nb: [1]\n"},
		{"the first field of an empty file", "", Add("", "b", "1"), "b: 1\n"},
		{"the first field on a line of its own", "# c", Add("", "b", "1"), "# c\nb: 1\n"},
		{"the first field of a list", "- 1\n", Add("", "b", "1"), ""},
		{"a first field that is no YAML", "# c\n", Add("", "b", "["), ""},
		{"a first field with two keys", "# c\n", Add("", "b", "1\nd: 2"), ""},
		{"a field with a mapping", "a: {b: 1}\n", Add("a", "c", "{d: [2, \"3\"]}"), "a: {b: 1, c: {d: [2, \"3\"]}}\n"},
		{"a field that is no YAML", "a: {b: 1}\n", Add("a", "c", "["), ""},
		{"a field with two keys", "a: {b: 1}\n", Add("a", "c", "1, d: 2"), ""},
		{"without a field", "a: 1\nb:\n  - 2\nc: 3 # c\n", Remove("b"), "a: 1\nc: 3 # c\n"},
		{"without a field in brackets", "a: {b: 1, c: 2, d: 3}\n", Remove("a.c"), "a: {b: 1, d: 3}\n"},
		{"without the last in brackets", "a: {b: 1, c: 2}\n", Remove("a.c"), "a: {b: 1}\n"},
		{"without the only one in brackets", "a: {b: 1}\nc: 2\n", Remove("a.b"), "a: {}\nc: 2\n"},
		{"without the first field of an item", "a:\n  - b: 1\n    c: 2\n", Remove("a[0].b"), "a:\n  - c: 2\n"},
		{"without an item", "a:\n  - b: 1\n    c: 2\n  - b: 2\n", Remove("a[1]"), "a:\n  - b: 1\n    c: 2\n"},
		{"without an item in brackets", "a: [1, [2], 3]\n", Remove("a[1]"), "a: [1, 3]\n"},
		{"without a text below its key", "a: 1\nb: |\n  one\n\n  two\nc: 2\n", Remove("b"), "a: 1\nc: 2\n"},
		{"without an empty field", "a: 1\nb:\nc: 2\n", Remove("b"), "a: 1\nc: 2\n"},
		{"without the last field", "a: 1\nb: 2", Remove("b"), "a: 1\n"},
		{"without the only item", "a:\n  - 1\n", Remove("a[0]"), ""},
		{"a comment is not lost", "a: 1\n# about b\nb: 2\n", Remove("b"), ""},
		{"nor one inside", "a: 1\nb:\n  - 2 # two\n", Remove("b"), ""},
		{"the file itself", "a: 1\n", Remove(""), ""},
		{"no YAML", "a: [\n", Set("a", "b"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := apply([]byte(c.in), c.edit)
			if (err == nil) != (c.want != "") {
				t.Fatalf("error %v, text %q", err, got)
			}
			if diff := cmp.Diff(c.want, string(got)); err == nil && diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEqual compares each of some changes with each: they differ in one thing.
func TestEqual(t *testing.T) {
	changes := func() []Edit {
		return []Edit{Rename("a", "x"), Set("a", "x"), Set("b", "x"), Set("a", "y"), Add("a", "k", "x"), Add("a", "l", "x"),
			Remove("a"), Reorder("a", []int{1, 0}), Reorder("a", []int{0, 1})}
	}
	again := changes()
	for i, one := range changes() {
		for j, other := range again {
			if one.Equal(other) != (i == j) {
				t.Errorf("the changes %+v and %+v are equal: %v", one, other, i != j)
			}
		}
		if one.Reorders() != (i >= 7) {
			t.Errorf("the change %+v moves items: %v", one, one.Reorders())
		}
	}
}

// FuzzApply changes whatever a text holds: an item that is moved back, or a key that is named back, leaves the text as
// it was, and nothing panics.
func FuzzApply(f *testing.F) {
	for _, seed := range []string{
		"a: {b: 1, }\n", "a:\n- 1\n# two\n- 2 # 2\n  # of two\n- 3\nb: 1\n", "a: [1, {b: 2}]\n",
		"a:\n  - |\n    one\n\n  - >-\n    two\n", "a:\r\n  - b: 'c'\r\n  - 2\r\n",
	} {
		f.Add([]byte(seed), "a", 1)
	}
	f.Fuzz(func(t *testing.T, source []byte, path string, n int) {
		for _, e := range []Edit{
			Rename(path, "renamed"), Set(path, "set"), Add(path, "added", "1"), Add(path, "added", "[{b: 1}]"),
			Remove(path), Reorder(path, []int{1, 0}), Reorder(path, []int{n, 0, 1}),
		} {
			text, err := apply(source, e)
			if err != nil {
				continue
			}
			if d, problems := Parse(text); !d.intact {
				t.Errorf("the changed text cannot be read: %v\n%s", problems, text)
			}
			if len(strings.Fields(string(text))) == 0 {
				t.Error("nothing is left")
			}
		}
		swapped, err := apply(source, Reorder(path, []int{1, 0}))
		if err != nil {
			return
		}
		if back, err := apply(swapped, Reorder(path, []int{1, 0})); err == nil && string(back) != string(source) {
			t.Errorf("moved back, the text is another:\n%q\n%q\n%q", source, swapped, back)
		}
	})
}
