package validate

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/opencompendium/compendium/catalog"
)

// The part of a long line that is shown, in characters.
const (
	snippetWidth  = 120
	snippetBefore = 60
)

// snippet is a line of a file as it is shown: in one line, without anything that a terminal would act on.
type snippet struct {
	// Line is its number.
	Line int
	// Before, At and After are its text before what is meant, that itself, and what comes after. At is empty at the end of a line.
	Before, At, After string
}

// snippetOf gives the line that a position is in, and whether the text has it. What is meant reaches to end, or to the end of the line where
// that is below it; without an end it is one character.
func snippetOf(text []byte, begins, ends catalog.Position) (snippet, bool) {
	line, column := begins.Line, begins.Column
	if line < 1 || column < 1 {
		return snippet{}, false
	}
	rest := bytes.TrimPrefix(text, []byte("\ufeff"))
	for range line - 1 {
		_, after, more := bytes.Cut(rest, []byte("\n"))
		if !more {
			return snippet{}, false
		}
		rest = after
	}
	rest, _, _ = bytes.Cut(rest, []byte("\n"))
	characters := []rune(visible(string(bytes.TrimSuffix(rest, []byte("\r")))))
	at := min(column-1, len(characters))
	begin, end, head, tail := 0, len(characters), "", ""
	if len(characters) > snippetWidth {
		begin = max(0, min(at-snippetBefore, len(characters)-snippetWidth))
		end = begin + snippetWidth
	}
	if begin > 0 {
		head = "…"
	}
	if end < len(characters) {
		tail = "…"
	}
	next := at + 1
	switch {
	case ends.Line > line:
		next = len(characters)
	case ends.Line == line:
		next = max(ends.Column-1, at+1)
	}
	next = min(next, end)
	return snippet{
		Line: line, Before: head + string(characters[begin:at]),
		At: string(characters[at:next]), After: string(characters[next:end]) + tail,
	}, true
}

// visible replaces characters one for one where a reader would not see them, or a terminal would obey them: tabs by arrows, and
// controls, bytes that are not UTF-8 and invisible formatting by the replacement character.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return '→'
		case unicode.IsPrint(r):
			return r
		default:
			return unicode.ReplacementChar
		}
	}, text)
}

// oneLine makes a text one line: line breaks and tabs become spaces, and what nobody sees the replacement character.
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

// manyLines makes each line of a text such a line, and its line breaks line feeds.
func manyLines(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = oneLine(line)
	}
	return strings.Join(lines, "\n")
}

// cells counts the columns of a terminal that a text takes.
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
