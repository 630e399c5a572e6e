package catalog_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
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

func TestSpan(t *testing.T) {
	c, _ := load(t, fstest.MapFS{"drugs/x.yaml": {Data: []byte(spanText)}, "sources/bad.yaml": {Data: []byte("title: a\n  b: c\n")}, "sources/none.yaml": {}})
	for _, test := range []struct{ record, path, want, end string }{
		{"drugs/x", "", "display_name", "2:13"},
		{"drugs/x", "display_name", "X Y", "2:18"},
		{"drugs/x", "lifecycle", "ACTIVE", "3:20"},
		// A list or mapping is its key, one in brackets all of it where it ends on its line.
		{"drugs/x", "classes", "classes", "4:8"},
		{"drugs/x", "classes[1]", "classes/b", "4:31"},
		{"drugs/x", "names[0]", "text", "6:9"},
		{"drugs/x", "names[0].text", "äöü 😀", "6:16"},
		{"drugs/x", "names[0].type", `"IN\"N"`, "7:18"},
		{"drugs/x", "names[1]", "{text: 😀😀, type: SYNONYM}", "8:30"},
		{"drugs/x", "names[1].type", "SYNONYM", "8:29"},
		{"drugs/x", "names[2]", "{", "9:6"},
		{"drugs/x", "names[2].text", "'it''s'", "9:19"},
		{"drugs/x", "mechanism", "mechanism", "11:10"},
		{"drugs/x", "mechanism.summary", ">-\n    Folded\n\n    text.", "15:10"},
		{"drugs/x", "mechanism.detail", "one\n    two\n    three", "19:10"},
		// What is missing is the key that should hold it.
		{"drugs/x", "mechanism.cites", "mechanism", "11:10"},
		{"drugs/x", "uses[0].labels", "uses", "20:5"},
		// A file without nodes has a character of what is wrong with it.
		{"sources/bad", "title", ":", "2:5"},
		{"sources/none", "title", "", "1:1"},
	} {
		r, _ := c.Get(test.record)
		places := r.Places()
		span := places.Span(places.Position(test.path))
		got := string(r.Text()[span.Byte:span.EndByte])
		if end := fmt.Sprintf("%d:%d", span.End.Line, span.End.Column); got != test.want || end != test.end {
			t.Errorf("%s in %s spans %q to %s, want %q to %s", test.path, test.record, got, end, test.want, test.end)
		}
	}
	r, _ := c.Get("drugs/x")
	places := r.Places()
	span := places.Span(places.Position("names[1].type"))
	begin := strings.Index(spanText, "SYNONYM")
	if want := (finding.Span{End: finding.Position{Line: 8, Column: 29}, Byte: begin, EndByte: begin + 7, UTF16: 24, EndUTF16: 31}); span != want {
		t.Errorf("behind characters of four bytes, the span is %+v, want %+v", span, want)
	}
	if line := places.Line(finding.Position{Line: 1, Column: 1}); line.End != (finding.Position{Line: 1, Column: 10}) {
		t.Errorf("the first line ends at %v", line.End)
	}
	for _, beyond := range []finding.Position{{}, {Line: 99, Column: 1}} {
		if span := places.Span(beyond); span != (finding.Span{}) {
			t.Errorf("at %v there is the span %+v", beyond, span)
		}
	}
}

// TestSpansOfAllReferences looks up each reference of the frozen catalog: its span is the text of the value, quoted or not.
func TestSpansOfAllReferences(t *testing.T) {
	c, _, err := catalog.Load(frozen, "content")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, r := range c.All() {
		places := r.Places()
		for reference := range c.References() {
			if reference.From != r {
				continue
			}
			span := places.Span(places.Position(reference.Path))
			if got := strings.Trim(string(r.Text()[span.Byte:span.EndByte]), `'"`); got != reference.To {
				t.Fatalf("%s of %s spans %q, want %q", reference.Path, r.Name(), got, reference.To)
			}
			seen++
		}
	}
	if seen < 100 {
		t.Errorf("only %d references were looked at", seen)
	}
}

// FuzzSpan looks up how far anything in any file reaches: it is within the file and agrees with itself.
func FuzzSpan(f *testing.F) {
	addSeeds(f, func(_ catalog.Kind, text []byte) { f.Add(text, 1, 1) })
	f.Add([]byte(spanText), 8, 12)
	f.Fuzz(func(t *testing.T, text []byte, line, column int) {
		c, problems, err := catalog.Load(fstest.MapFS{"drugs/x.yaml": {Data: text}}, "")
		if err != nil {
			t.Fatal(err)
		}
		r, _ := c.Get("drugs/x")
		places := r.Places()
		at := []finding.Position{{Line: line, Column: column}, places.Position("")}
		for _, p := range problems {
			at = append(at, p.Position)
		}
		for _, begin := range at {
			span := places.Span(begin)
			if span == (finding.Span{}) {
				continue
			}
			if span.Byte < 0 || span.EndByte < span.Byte || span.EndByte > len(text) || span.End.Line < begin.Line || span.UTF16 < 1 || span.EndUTF16 < 1 {
				t.Fatalf("the span at %v of %d bytes is %+v", begin, len(text), span)
			}
			if !utf8.Valid(text) {
				continue
			}
			within := string(text[span.Byte:span.EndByte])
			if n := strings.Count(within, "\n"); span.End.Line != begin.Line+n {
				t.Errorf("the span at %v has %d line breaks and ends at %v", begin, n, span.End)
			} else if n == 0 && span.EndUTF16-span.UTF16 != len(utf16.Encode([]rune(within))) {
				t.Errorf("the span at %v of %q is %+v", begin, within, span)
			}
		}
	})
}
