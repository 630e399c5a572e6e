package report

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/opencompendium/compendium/finding"
	"golang.org/x/text/width"
)

// The part of a long line that is shown, in characters.
const (
	snippetWidth  = 120
	snippetBefore = 60
)

// snippet is a line of a file as shown: without anything that a terminal would act on.
type snippet struct {
	// Line is its number.
	Line int
	// Before, At and After are the text before the marked part, the marked part, and the text after it. At is empty at
	// the end of a line.
	Before, At, After string
}

// lines is a text with the offsets of its lines.
type lines struct {
	text   []byte
	starts []int
}

func newLines(text []byte) *lines {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	starts := []int{0}
	for i, b := range text {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return &lines{text, starts}
}

// line returns the line of a number without its line ending, and whether there is one.
func (l *lines) line(number int) ([]byte, bool) {
	if number < 1 || number > len(l.starts) {
		return nil, false
	}
	line, _, _ := bytes.Cut(l.text[l.starts[number-1]:], []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), true
}

// snippet returns the line of a position, and whether the text has it. The marked part extends to the end position, or
// to the end of the line if that is below; without an end position it is one character.
func (l *lines) snippet(begins, ends finding.Position) (snippet, bool) {
	text, ok := l.line(begins.Line)
	if !ok || begins.Column < 1 {
		return snippet{}, false
	}
	all := utf8.RuneCount(text)
	at := min(begins.Column-1, all)
	begin, end, head, tail := 0, all, "", ""
	if all > snippetWidth {
		begin = max(0, min(at-snippetBefore, all-snippetWidth))
		end = begin + snippetWidth
	}
	if begin > 0 {
		head = "…"
	}
	if end < all {
		tail = "…"
	}
	next := at + 1
	switch {
	case ends.Line > begins.Line:
		next = all
	case ends.Line == begins.Line:
		next = max(ends.Column-1, at+1)
	}
	next = min(next, end)
	// Only the shown part of a long line is converted.
	for range begin {
		_, size := utf8.DecodeRune(text)
		text = text[size:]
	}
	shown := make([]rune, 0, end-begin)
	for len(shown) < end-begin {
		r, size := utf8.DecodeRune(text)
		shown, text = append(shown, visibleRune(r)), text[size:]
	}
	return snippet{
		Line: begins.Line, Before: head + string(shown[:at-begin]),
		At: string(shown[at-begin : next-begin]), After: string(shown[next-begin:]) + tail,
	}, true
}

// visibleRune replaces a character that is invisible or that a terminal would obey: a tab by an arrow; a control
// character, a byte that is not UTF-8 or invisible formatting by the replacement character.
func visibleRune(r rune) rune {
	switch {
	case r == '\t':
		return '→'
	case unicode.IsPrint(r):
		return r
	default:
		return unicode.ReplacementChar
	}
}

// oneLine returns a text as one line: white space becomes spaces, and invisible characters the replacement character.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsPrint(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		default:
			return unicode.ReplacementChar
		}
	}, text)
}

// manyLines applies oneLine to each line of a text, and makes its line breaks line feeds.
func manyLines(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = oneLine(line)
	}
	return strings.Join(lines, "\n")
}

// cells returns the number of terminal columns that a text takes.
func cells(text string) int {
	n := 0
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
