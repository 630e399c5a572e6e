package document

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// refusals are parts of the messages about what is YAML and not read (docs/yaml.md).
var refusals = []string{
	"Anchors and aliases are not read", "Merge keys (<<) are not read", "The tag ", "A key is a plain word",
	"A key is a short word", "A key after a question mark", "The key ", "A tab indents this line",
	"A no-break or wide space begins this line", "Lines that begin with %", "is not closed",
	"may not begin with :", "may not begin with ?", "Only a value may follow here",
	"A field is among the items of a list", "A key goes over several lines", "A colon is on another line",
	"Only a comment may follow on the line of",
	"nested more than", "The line has", "The file has", "The file holds no record", "A second document begins",
	"is invisible", "is not UTF-8", "A carriage return",
}

// isDocumented reports whether something is refused that is YAML, as documented.
func isDocumented(findings []finding.Finding) bool {
	for _, found := range findings {
		for _, part := range refusals {
			if strings.Contains(found.Message, part) {
				return true
			}
		}
	}
	return false
}

var seeds = []string{
	"", "# note\n", "{", "a: &a [*a]\n", "<<: {a: b}\n", "a: 1\n---\nb: 2\n", "\ufeffa: 1\r\n", "a: \x00", "a:\tb\n",
	"- - - a", "? [a]\n: b\n",
	"'a\n\nb': !t c\n", "a: >-2\n   b\n", "%YAML 1.1\n---\na: b\n...\n",
	"names: [{text: a , type: INN}, {type: BRAND,text: 'b#c' }] # d\n",
	"mechanism:\n  summary: >-\n    a\n    # b\n\n", "uses:\n- id: a\n  extent:\n  - METASTATIC\n",
	"a: \"x\\\n  y\\u00e4\\0 \\\n\n  z\"\n",
	"a: |2+\n   b\n\n\n# c\n...\n# d", "a: b\n  c\n\n  d # e\nf: {g, h: , 'i':j}\n", "a: 'b\n\n  c''d'\n",
	"a: >\n  b\n\n   c\n  d\n\n", "a: [b, # c\n  d\n] # e\n",
	"- a: b\n  c: d\n-\n  - e\n- |\n f\n", "a: {b: [c, {d: e}], f: \"g\"}\n", "a: - b\n", "a: b: c\n", "a:b\nc: d\n",
	"a: 'b'c\n", "a: [b] c\n", "a: [b c: d]\n", "a\n b\n", "a:\n - b\n- c\n",
	"a: |+\n\n", "a: >1\n  \n b", "\"a\" : b\n*c : d\n", "a: [\n b\n c]\n", "a: ? b\n", "- - a\n  - b\n - c\n",
	"a: !!str\n  b\n", "a: &x\n- b\n",
}

// FuzzLibrary expects that the library reads whatever is read here alike, and that what it reads and is refused here is
// refused as documented.
func FuzzLibrary(f *testing.F) {
	for _, text := range seeds {
		f.Add([]byte(text))
	}
	for path, text := range shipped(f) {
		if len(text) < 1500 || strings.HasSuffix(path, "imatinib.yaml") {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		d, findings := Parse(text)
		if len(findings) == 0 {
			sameAsLibrary(t, d, text)
			return
		}
		if _, err := library(text); err != nil {
			return
		}
		if isDocumented(findings) {
			return
		}
		t.Fatalf("the library reads what is not refused as documented: %q\n%q", findings[0].Message, text)
	})
}

// FuzzParse reads any bytes and checks what must hold of what comes of it.
func FuzzParse(f *testing.F) {
	for _, text := range seeds {
		f.Add([]byte(text), "uses[0].labels[1].off_label")
	}
	f.Fuzz(func(t *testing.T, text []byte, path string) {
		d, findings := Parse(text)
		if len(findings) > MaxProblems {
			t.Fatalf("there are %d problems", len(findings))
		}
		drug := &compendiumv1.Drug{}
		findings = append(findings, d.Decode(drug)...)
		for _, found := range findings {
			checkFinding(t, text, found)
		}
		if d.Root().IsZero() {
			if len(findings) == 0 {
				t.Fatal("there is neither a node nor a finding")
			}
			return
		}
		checkNodes(t, d, d.Root())
		at, span := d.Locate(path)
		checkFinding(t, text, finding.Finding{Message: "x", Position: at, Span: span})
		at, span = d.Within(path, len(path))
		checkFinding(t, text, finding.Finding{Message: "x", Position: at, Span: span})
		for _, found := range findings {
			d.Locate(found.Path)
		}
	})
}

func checkFinding(t *testing.T, text []byte, f finding.Finding) {
	t.Helper()
	lines := strings.Count(string(text), "\n") + 1
	s := f.Span
	if f.Position.Line > lines || f.Position.Line < 1 && f.Rule != RuleTooLarge ||
		f.Position.Column < 1 && f.Position.Line > 0 {
		t.Errorf("the file has %d lines and %s is at %v", lines, f.Rule, f.Position)
	}
	if s.Byte < 0 || s.EndByte < s.Byte || s.EndByte > len(text) || s.End.Compare(f.Position) < 0 {
		t.Errorf("%s %q at %v spans %+v of %d bytes", f.Rule, f.Message, f.Position, s, len(text))
	}
	if !utf8.ValidString(f.Message) || !utf8.ValidString(f.Path) || strings.ContainsFunc(f.Message, unicode.IsControl) ||
		len(f.Message) > 2000 {
		t.Errorf("the message of %s cannot be shown: %q at %q", f.Rule, f.Message, f.Path)
	}
}

// checkNodes expects that nodes are within what they are in, one after the other.
func checkNodes(t *testing.T, d *Document, n Node) {
	t.Helper()
	row := n.row()
	last := row.begin
	for child := range n.Children() {
		c := child.row()
		begin := c.begin
		if c.keyBegin < c.keyEnd {
			begin = c.keyBegin
		}
		if c.begin > c.end || c.keyEnd > c.begin && c.keyBegin < c.keyEnd || begin < last || c.end > row.end && !n.Broken() ||
			c.next > row.next {
			t.Fatalf("a node %+v is in %+v, after %d\n%q", *c, *row, last, d.text)
		}
		last = c.end
		if child.Kind() <= Scalar {
			child.Value()
		}
		checkNodes(t, d, child)
	}
}
