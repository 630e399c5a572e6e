package fingerprint_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/opencompendium/compendium/catalog/fingerprint"
)

// vector is a row of the table in docs/fingerprints.md.
type vector struct {
	text, words string
	number      int
	places      string
	sha256      string
}

// vectors reads the table, so that the documented vectors are the tested ones.
func vectors(t testing.TB) []vector {
	t.Helper()
	page, err := os.ReadFile("../../docs/fingerprints.md")
	if err != nil {
		t.Fatal(err)
	}
	var list []vector
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "| \n"), "|")
		if len(cells) != 5 {
			t.Fatalf("table row with %d cells: %s", len(cells), line)
		}
		for i := range cells {
			cells[i] = strings.Trim(cells[i], " `")
		}
		var v vector
		if v.text, err = strconv.Unquote(cells[0]); err != nil {
			t.Fatalf("%s: %v", cells[0], err)
		}
		if v.words, err = strconv.Unquote(cells[1]); err != nil {
			t.Fatalf("%s: %v", cells[1], err)
		}
		if v.number, err = strconv.Atoi(cells[2]); err != nil {
			t.Fatal(err)
		}
		v.places, v.sha256 = cells[3], cells[4]
		list = append(list, v)
	}
	if len(list) < 40 {
		t.Fatalf("the table has %d rows", len(list))
	}
	return list
}

// joined formats words as the table does.
func joined(words []fingerprint.Word) (texts, places string) {
	var t, p []string
	for _, w := range words {
		t = append(t, w.Text)
		p = append(p, fmt.Sprintf("%d:%d", w.Line, w.Column))
	}
	return strings.Join(t, " "), strings.Join(p, " ")
}

func TestDocumentedVectors(t *testing.T) {
	for _, want := range vectors(t) {
		words := fingerprint.Words(want.text)
		got := fingerprint.Of(words)
		texts, places := joined(words)
		if diff := cmp.Diff(want, vector{want.text, texts, got.Words, places, got.SHA256},
			cmp.AllowUnexported(vector{})); diff != "" {
			t.Errorf("%q (-docs +got):\n%s", want.text, diff)
		}
		// The documented words must have the documented digest.
		sum := sha256.Sum256([]byte(want.words))
		if hex.EncodeToString(sum[:]) != want.sha256 {
			t.Errorf("%q: the documented digest is not that of its words", want.text)
		}
	}
}

// TestUnicodeVersion fails if a library uses newer tables than the docs name.
func TestUnicodeVersion(t *testing.T) {
	for _, version := range []string{norm.Version, cases.UnicodeVersion, unicode.Version} {
		if version != "15.0.0" {
			t.Errorf("the tables are from Unicode %s; check that no vector changes, then update docs/fingerprints.md",
				version)
		}
	}
}

func TestFindAndLocate(t *testing.T) {
	text := fingerprint.Words("The drug, so it says,\n“may be used”. It may\nbe used again; or it may not be used.")
	for _, c := range []struct {
		passage string
		want    []int
		at      string // of the first
	}{
		{"the drug so", []int{0}, "1:1"},
		{"MAY BE USED!", []int{5, 9}, "2:1"},
		{"it may be", []int{8}, "2:16"},
		{"be used", []int{6, 10, 17}, "2:6"},
		{"not be used", []int{16}, "3:26"},
		{"used", []int{7, 11, 18}, "2:9"},
		{"may used", nil, ""},
		{"be used and more", nil, ""},
		{"drug s", nil, ""},
		{"", nil, ""},
		{strings.Repeat("word ", 50), nil, ""},
	} {
		passage := fingerprint.Words(c.passage)
		found := fingerprint.Locate(text, passage)
		if diff := cmp.Diff(c.want, found); diff != "" {
			t.Errorf("Locate(%q) (-want +got):\n%s", c.passage, diff)
		}
		if len(found) == 0 {
			continue
		}
		first := text[found[0]]
		if at := fmt.Sprintf("%d:%d", first.Line, first.Column); at != c.at {
			t.Errorf("Locate(%q) is at %s, want %s", c.passage, at, c.at)
		}
		// Only the words that are found have the fingerprint of the passage.
		for i := range len(text) - len(passage) + 1 {
			same := fingerprint.Of(text[i:i+len(passage)]) == fingerprint.Of(passage)
			if same != slices.Contains(found, i) {
				t.Errorf("the words at %d have the fingerprint of %q: %t", i, c.passage, same)
			}
		}
	}
}

// FuzzWords checks the documented properties on arbitrary text.
func FuzzWords(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := fingerprint.Words(text)
		lines := strings.Split(text, "\n")
		line, column := 1, 1
		for _, w := range words {
			if w.Text == "" || !utf8.ValidString(w.Text) ||
				strings.ContainsFunc(w.Text,
					func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Sm) }) {
				t.Errorf("invalid word %q", w.Text)
			}
			if w.Line < line || w.Line == line && w.Column < column || w.Line > len(lines) ||
				w.Column > utf8.RuneCountInString(lines[w.Line-1]) {
				t.Fatalf("word %q is at %d:%d, after %d:%d", w.Text, w.Line, w.Column, line, column)
			}
			line, column = w.Line, w.Column
		}
		// Normalization is idempotent.
		texts, _ := joined(words)
		again, _ := joined(fingerprint.Words(texts))
		if again != texts && utf8.ValidString(text) && !unspecified(text) {
			t.Errorf("Words is not idempotent: %+q becomes %+q", texts, again)
		}
		// White space is insignificant.
		spaced := fingerprint.Words("  " + strings.ReplaceAll(text, " ", " \r\n\t ") + " ")
		if got, _ := joined(spaced); got != texts {
			t.Errorf("with different white space, the words %+q become %+q", texts, got)
		}
		if len(words) > 0 {
			if found := fingerprint.Locate(words, words); len(found) != 1 || found[0] != 0 {
				t.Errorf("a text is found in itself at %v", found)
			}
		}
	})
}

// unspecified reports whether a text is outside the documented specification: it has Cherokee letters, or a long run of
// combining marks, in which the library inserts joiners.
func unspecified(text string) bool {
	run := 0
	for _, r := range norm.NFKD.String(text) {
		if run++; !unicode.In(r, unicode.M) {
			run = 0
		}
		if run > 20 || unicode.In(r, unicode.Cherokee) {
			return true
		}
	}
	return false
}
