package syntax

import (
	"bytes"

	"go.yaml.in/yaml/v4"
)

// scalar reads a single value.
func (s *scanner) scalar(from *yaml.Node, owner *Entry, indent int) (*Node, error) {
	n := &Node{Value: from.Value}
	var ok bool
	switch {
	case from.Style&yaml.DoubleQuotedStyle != 0:
		s.skip()
		n.Style, n.Start = Quoted, s.at
		ok = s.doubleQuoted()
	case from.Style&yaml.SingleQuotedStyle != 0:
		s.skip()
		n.Style, n.Start = Quoted, s.at
		ok = s.singleQuoted()
	case from.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		s.skip()
		n.Style, n.Start = Block, s.at
		ok = s.block(owner, indent)
	case from.Value == "":
		// Nothing is written.
		n.Start, n.End, n.Column = s.at, s.at, s.column(s.at)
		return n, nil
	default:
		s.skip()
		n.Start = s.at
		ok = s.plain(from.Value)
	}
	if !ok {
		return nil, s.unexpected("a value")
	}
	s.took(owner)
	n.End, n.Column = s.at, s.column(n.Start)
	return n, nil
}

func (s *scanner) doubleQuoted() bool {
	if s.at >= len(s.source) || s.source[s.at] != '"' {
		return false
	}
	for i := s.at + 1; i < len(s.source); i++ {
		switch s.source[i] {
		case '\\':
			i++
		case '"':
			s.at = i + 1
			return true
		}
	}
	return false
}

func (s *scanner) singleQuoted() bool {
	if s.at >= len(s.source) || s.source[s.at] != '\'' {
		return false
	}
	for i := s.at + 1; i < len(s.source); i++ {
		if s.source[i] != '\'' {
			continue
		}
		if i+1 < len(s.source) && s.source[i+1] == '\'' {
			i++
			continue
		}
		s.at = i + 1
		return true
	}
	return false
}

// plain goes over a value without quotes. Nothing in it is escaped, so what it says leads to where it ends: each of its characters
// stands in the text, but that the break of a line says a space, and empty lines say breaks.
func (s *scanner) plain(value string) bool {
	i, j := 0, s.at
	for i < len(value) {
		end, breaks := j, 0
		for end < len(s.source) && isSpace(s.source[end]) {
			if s.source[end] == '\n' {
				breaks++
			}
			end++
		}
		if breaks == 0 {
			if j >= len(s.source) || s.source[j] != value[i] {
				return false
			}
			i++
			j++
			continue
		}
		says := " "
		if breaks > 1 {
			says = string(bytes.Repeat([]byte("\n"), breaks-1))
		}
		if len(value)-i < len(says) || value[i:i+len(says)] != says {
			return false
		}
		i += len(says)
		j = end
	}
	s.at = j
	return true
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// block goes over a text after | or >: its first line, which may have a comment, and the lines that are indented below.
func (s *scanner) block(owner *Entry, indent int) bool {
	if s.at >= len(s.source) || s.source[s.at] != '|' && s.source[s.at] != '>' {
		return false
	}
	s.at++
	deep := 0
	for s.at < len(s.source) {
		b := s.source[s.at]
		if b >= '1' && b <= '9' {
			deep = max(indent, 0) + int(b-'0')
		} else if b != '+' && b != '-' {
			break
		}
		s.at++
	}
	s.took(owner)
	for s.at < len(s.source) && (s.source[s.at] == ' ' || s.source[s.at] == '\t') {
		s.at++
	}
	if s.at < len(s.source) && s.source[s.at] == '#' {
		s.comment()
	}
	return s.blockLines(deep, indent)
}

// blockLines goes over the lines of a text that are indented by at least so many spaces, or else as much as the first of them.
func (s *scanner) blockLines(deep, indent int) bool {
	if s.at < len(s.source) && s.source[s.at] == '\r' {
		s.at++
	}
	if s.at < len(s.source) && s.source[s.at] != '\n' {
		return false
	}
	end := s.at
	for next := s.at + 1; next < len(s.source); {
		stop := len(s.source)
		if i := bytes.IndexByte(s.source[next:], '\n'); i >= 0 {
			stop = next + i
		}
		line := bytes.TrimRight(s.source[next:stop], "\r")
		spaces := len(line) - len(bytes.TrimLeft(line, " "))
		if spaces < len(line) {
			if deep == 0 {
				deep = max(spaces, indent+1)
			}
			if spaces < deep {
				break
			}
			end = next + len(line)
		}
		next = stop + 1
	}
	s.at = end
	return true
}
