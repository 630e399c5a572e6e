package catalog

import (
	"bytes"
	"unicode/utf8"

	"github.com/opencompendium/compendium/finding"
)

// unclosed finds the first quote or bracket of a text that is not closed where its line, or what continues it further to the right, ends.
// A YAML library goes on reading up to where nothing fits any more, which may be far below the slip.
func unclosed(source []byte) (at finding.Position, opener byte, found bool) {
	s := openScanner{block: -1}
	for number := 1; len(source) > 0; number++ {
		var line []byte
		line, source, _ = bytes.Cut(source, []byte("\n"))
		content := bytes.TrimLeft(line, " ")
		if len(bytes.TrimSpace(content)) == 0 {
			continue
		}
		indent := len(line) - len(content)
		if s.block >= 0 && indent > s.block {
			continue // within a folded or literal text
		}
		s.block = -1
		if len(s.open) > 0 && indent <= s.indent {
			return s.innermost()
		}
		if len(s.open) == 0 {
			s.indent = indent
		}
		s.line(line, number)
	}
	if len(s.open) > 0 {
		return s.innermost()
	}
	return finding.Position{}, 0, false
}

// openScanner keeps what is open while lines are read.
type openScanner struct {
	open []opening
	// indent is how far the line is indented on which the outermost of them was opened.
	indent int
	// block is how far the line is indented that begins a folded or literal text, or -1.
	block int
}

type opening struct {
	what byte
	at   finding.Position
}

func (s *openScanner) innermost() (at finding.Position, opener byte, found bool) {
	last := s.open[len(s.open)-1]
	return last.at, last.what, true
}

func (s *openScanner) inQuote() byte {
	if n := len(s.open); n > 0 && (s.open[n-1].what == '"' || s.open[n-1].what == '\'') {
		return s.open[n-1].what
	}
	return 0
}

// line reads one line. A quote or bracket counts where a value may begin, and within brackets; elsewhere it is a part of a text.
func (s *openScanner) line(line []byte, number int) {
	fresh := true // a value may begin here
	for i := 0; i < len(line); i++ {
		if quote := s.inQuote(); quote != 0 {
			i += s.quoted(line, i, quote)
			fresh = false
			continue
		}
		switch b := line[i]; b {
		case ' ':
		case '#':
			if i == 0 || line[i-1] == ' ' {
				return
			}
			fresh = false
		case '-':
			fresh = fresh && next(line, i) == ' '
		case ':':
			// Behind a quoted key within brackets no space is needed.
			fresh = next(line, i) == ' ' || len(s.open) > 0 && i > 0 && line[i-1] == '"'
		case ',':
			fresh = len(s.open) > 0
		case '"', '\'', '[', '{':
			if fresh {
				s.open = append(s.open, opening{b, finding.Position{Line: number, Column: utf8.RuneCount(line[:i]) + 1}})
			}
		case ']', '}':
			s.close()
			fresh = false
		case '>', '|':
			if fresh && len(s.open) == 0 {
				s.block = len(line) - len(bytes.TrimLeft(line, " "))
				return
			}
			fresh = false
		default:
			fresh = false
		}
	}
}

// quoted reads what stands at an index within quotes, and gives how many bytes more than one it takes.
func (s *openScanner) quoted(line []byte, i int, quote byte) (more int) {
	switch b := line[i]; {
	case b == '\\' && quote == '"', b == '\'' && quote == '\'' && next(line, i) == '\'':
		return 1
	case b == quote:
		s.close()
	}
	return 0
}

func (s *openScanner) close() {
	if len(s.open) > 0 {
		s.open = s.open[:len(s.open)-1]
	}
}

// next gives the byte after an index, and a space at the end of the line.
func next(line []byte, i int) byte {
	if i+1 < len(line) && line[i+1] != '\r' {
		return line[i+1]
	}
	return ' '
}
