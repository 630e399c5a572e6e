package catalog_test

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
)

// addSeeds adds the shortest record of each collection, since long ones are slow to vary, and small files of all sorts.
func addSeeds(f *testing.F, add func(kind catalog.Kind, text []byte)) {
	f.Helper()
	for _, kind := range catalog.Kinds() {
		if texts := textsOf(f, kind); len(texts) > 0 {
			add(kind, slices.MinFunc(texts, func(a, b []byte) int { return cmp.Compare(len(a), len(b)) }))
		}
	}
	for _, text := range []string{
		"", "# note\n", "{", "a: &a [*a]\n", "<<: {a: b}\n", "a: 1\n---\nb: 2\n", "\ufeffa: 1\r\n", "a: \x00", "a:\tb\n",
		"- - - a", "? [a]\n: b\n", "'a\n\nb': !t c\n", "a: >-2\n   b\n", "%YAML 1.1\n---\na: b\n...\n",
	} {
		add(catalog.Drugs, []byte(text))
	}
}

// FuzzLoad reads any bytes as a record and checks what must hold of what comes of it.
func FuzzLoad(f *testing.F) {
	addSeeds(f, func(kind catalog.Kind, text []byte) { f.Add(uint8(kind), text) })
	kinds := catalog.Kinds()
	f.Fuzz(func(t *testing.T, k uint8, text []byte) {
		kind := kinds[int(k)%len(kinds)]
		path := kind.String() + "/x.yaml"
		fsys := fstest.MapFS{path: {Data: text}}
		c, problems, err := catalog.Load(fsys, "")
		if err != nil {
			t.Fatal(err)
		}
		r, ok := c.Get(kind.String() + "/x")
		switch {
		case !ok || r.Message() == nil:
			t.Fatal("there is no record, or it has no message")
		case r.Broken() != (len(problems) > 0):
			t.Fatalf("broken is %t with %d problems", r.Broken(), len(problems))
		case len(problems) > document.MaxProblems:
			t.Fatalf("there are %d problems", len(problems))
		}
		lines := bytes.Count(text, []byte("\n")) + 1
		for _, p := range problems {
			if p.Position.Line > lines || p.Position.Line < 1 && p.Rule != document.RuleTooLarge ||
				p.Position.Column < 1 && p.Position.Line > 0 {
				t.Errorf("the file has %d lines and %s is at %d:%d", lines, p.Rule, p.Position.Line, p.Position.Column)
			}
			if !utf8.ValidString(p.Message) || !utf8.ValidString(p.Path) || strings.ContainsFunc(p.Message, unicode.IsControl) ||
				len(p.Message) > 2000 {
				t.Errorf("the message of %s cannot be shown: %q at %q", p.Rule, p.Message, p.Path)
			}
		}
		_, again, _ := catalog.Load(fsys, "")
		if !reflect.DeepEqual(problems, again) {
			t.Errorf("a second run gives other problems: %v, %v", problems, again)
		}
		if !r.Broken() {
			if _, err := proto.Marshal(r.Message()); err != nil {
				t.Errorf("the record cannot be encoded: %v", err)
			}
			_ = slices.Collect(c.References())
		}
	})
}

// FuzzPosition looks up any path in any file.
func FuzzPosition(f *testing.F) {
	paths := []string{"", "uses[0].labels[1].off_label", `citations["page"].passage.words`, `citations["a\"b"]`, "[", "]", ".", "..", "[0]", `["`, `["a`, "a[", "a[-1]", "a[1", "uses[99999999999999999999]", "a\x00\xff"}
	// Each path with a text, and each text with a path: to go through all pairs would take the seconds that there are.
	next := 0
	addSeeds(f, func(_ catalog.Kind, text []byte) {
		f.Add(text, paths[next%len(paths)])
		next++
	})
	f.Fuzz(func(t *testing.T, text []byte, path string) {
		c, problems, err := catalog.Load(fstest.MapFS{"drugs/x.yaml": {Data: text}}, "")
		if err != nil {
			t.Fatal(err)
		}
		r, _ := c.Get("drugs/x")
		p := r.Position(path)
		if lines := bytes.Count(text, []byte("\n")) + 1; p.Line > lines || p.Column < 1 && p.Line > 0 {
			t.Errorf("the file has %d lines and %q is at %d:%d", lines, path, p.Line, p.Column)
		}
		for _, problem := range problems {
			r.Position(problem.Path)
		}
	})
}
