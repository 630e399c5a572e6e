package document

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/opencompendium/compendium/finding"
)

const byteOrderMark = "\ufeff"

// checkBytes finds lines that are too long and bytes that are no text, notes where lines begin, and reports whether to
// go on.
func (r *reader) checkBytes() bool {
	size := len(r.text)
	if size > MaxFileBytes {
		r.reportf(RuleTooLarge, place{-1, -1}, "%s", TooLarge(int64(size)).Message)
		return false
	}
	begin := 0
	if strings.HasPrefix(r.text, byteOrderMark) {
		begin = len(byteOrderMark) // at the start of a file, it says nothing
	}
	lines := make([]uint32, 0, strings.Count(r.text, "\n")+1)
	foreign := false
	for {
		lines = append(lines, uint32(begin))
		end := strings.IndexByte(r.text[begin:], '\n')
		next := begin + end + 1
		if end < 0 {
			next = size
		}
		line := strings.TrimSuffix(strings.TrimSuffix(r.text[begin:next], "\n"), "\r")
		if len(line) > MaxLineBytes {
			r.odd = append(r.odd, place{begin, begin + len(line)})
			r.reportf(RuleLineTooLong, place{begin, begin + len(line)},
				"The line has %d bytes; at most %d are read. Break it up, with a folded text (>-) where it is one text.",
				len(line), MaxLineBytes)
		}
		if !isPrintable(line) {
			foreign = r.checkLine(line, begin, foreign) || foreign
		}
		if end < 0 {
			break
		}
		begin = next
	}
	r.doc.lines = lines
	// A file in an encoding of two bytes a character is wrong once, and not on each line.
	return !foreign || bytes.IndexByte(r.doc.source, 0) < 0
}

// TooLarge returns the finding about a file that has more bytes than are read.
func TooLarge(size int64) finding.Finding {
	return finding.Finding{Rule: RuleTooLarge, Severity: finding.Error, Message: fmt.Sprintf(
		"The file has %d bytes; at most %d are read. One file holds one record; is this one?", size, MaxFileBytes)}
}

// isPrintable reports whether a line has only visible characters of ASCII, spaces and tabs.
func isPrintable(line string) bool {
	for i := range len(line) {
		if b := line[i]; b >= utf8.RuneSelf || b < ' ' && b != '\t' || b == 0x7f {
			return false
		}
	}
	return true
}

// checkLine finds the first character of a line that no file may hold, and reports whether it is a byte of another
// encoding, of which only the first in a file is a finding.
func (r *reader) checkLine(line string, begin int, foreign bool) bool {
	for i, c := range line {
		size := utf8.RuneLen(c)
		var what string
		switch {
		case c == utf8.RuneError && !strings.HasPrefix(line[i:], string(utf8.RuneError)):
			r.odd = append(r.odd, place{begin + i, begin + i + 1})
			if !foreign {
				r.reportf(RuleEncoding, place{begin + i, begin + i + 1},
					"The byte 0x%02x is not valid UTF-8. Save the file as UTF-8.", line[i])
			}
			return true
		case c == '\r':
			what = "A carriage return is not followed by a line feed. Save the file with line feeds, or with both, at " +
				"the ends of its lines."
		case isRefused(c):
			what = fmt.Sprintf("The character U+%04X is invisible. Remove it.", c)
		default:
			continue
		}
		r.odd = append(r.odd, place{begin + i, begin + i + size})
		if !foreign {
			r.reportf(RuleEncoding, place{begin + i, begin + i + size}, "%s", what)
		}
		return false
	}
	return false
}

// isRefused reports whether no file may hold a character: controls, those that end a line for YAML and not for an
// editor, a byte order mark within a text, and those that Unicode keeps from being used.
func isRefused(c rune) bool {
	switch c {
	case '\t':
		return false
	case 0x7f, 0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff:
		return true
	default:
		return c < ' ' || c >= 0x80 && c < 0xa0
	}
}

// breakOdd marks the nodes that hold a character that no file may hold, so that they are not decoded. A long line can
// be read.
func (r *reader) breakOdd() {
	odd := slices.DeleteFunc(slices.Clone(r.odd), func(p place) bool { return p.end-p.begin > MaxLineBytes })
	if len(odd) == 0 {
		return
	}
	for i := range r.doc.nodes {
		row := &r.doc.nodes[i]
		if row.form >= formMapping {
			row = &node{begin: row.keyBegin, end: row.keyEnd} // its fields are looked at themselves
		}
		begin := row.begin
		if row.keyBegin < row.keyEnd {
			begin = row.keyBegin
		}
		at, _ := slices.BinarySearchFunc(odd, int(begin), func(p place, begin int) int { return p.begin - begin })
		if at < len(odd) && odd[at].begin < int(row.end) {
			r.doc.nodes[i].flags |= flagBroken
		}
	}
}

// isOddLine reports whether a byte is on a line that is reported for what its bytes are. What else is wrong there
// follows from that.
func (r *reader) isOddLine(at int) bool {
	i, found := slices.BinarySearchFunc(r.odd, at, func(p place, at int) int { return p.begin - at })
	if found || i > 0 && !strings.Contains(r.text[r.odd[i-1].begin:at], "\n") {
		return true
	}
	return i < len(r.odd) && !strings.Contains(r.text[at:r.odd[i].begin], "\n")
}
