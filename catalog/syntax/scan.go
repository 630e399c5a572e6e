package syntax

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// scanner walks over the text of a file, led by the nodes that the YAML library made of it. What is no scalar is white space,
// punctuation or a comment.
type scanner struct {
	source   []byte
	root     *yaml.Node
	at       int // the next byte
	comments []comment
	tokens   []token
	entries  []*Entry // in the order of the text
}

// comment is a comment with where it stands.
type comment struct {
	text   string
	start  int
	column int
	own    bool // nothing else stands on its line
	blank  bool // the line above it is empty
}

// token is a piece of the text that is neither white space nor a comment, with the entry that it belongs to.
type token struct {
	end   int
	owner *Entry
}

func (s *scanner) file() (*File, error) {
	if bytes.HasPrefix(s.source, []byte("\ufeff")) {
		s.at = len("\ufeff")
	}
	s.skip()
	if bytes.HasPrefix(s.source[s.at:], []byte("---")) && s.column(s.at) == 0 {
		s.at += len("---")
		s.took(nil)
		s.skip()
	}
	root, err := s.node(s.root, nil, -1)
	if err != nil {
		return nil, err
	}
	s.skip()
	if bytes.HasPrefix(s.source[s.at:], []byte("...")) && s.column(s.at) == 0 {
		s.at += len("...")
		s.took(nil)
		s.skip()
	}
	if s.at != len(s.source) {
		return nil, s.unexpected("the end of the file")
	}
	return &File{Root: root}, nil
}

// skip goes to the next byte that is neither white space nor of a comment, and notes the comments on the way.
func (s *scanner) skip() {
	for s.at < len(s.source) {
		switch s.source[s.at] {
		case ' ', '\t', '\r', '\n':
			s.at++
		case '#':
			s.comment()
		default:
			return
		}
	}
}

// comment notes the comment that begins here and goes to the end of its line.
func (s *scanner) comment() {
	start := s.at
	if i := bytes.IndexByte(s.source[start:], '\n'); i >= 0 {
		s.at = start + i
	} else {
		s.at = len(s.source)
	}
	begin := s.lineStart(start)
	s.comments = append(s.comments, comment{
		text:   strings.TrimRight(string(s.source[start:s.at]), " \t\r"),
		start:  start,
		column: start - begin,
		own:    len(bytes.Trim(s.source[begin:start], " \t\ufeff")) == 0,
		blank:  s.blankAbove(begin),
	})
}

func (s *scanner) lineStart(at int) int { return bytes.LastIndexByte(s.source[:at], '\n') + 1 }

func (s *scanner) column(at int) int { return at - s.lineStart(at) }

// blankAbove says whether the line above one that begins here is empty.
func (s *scanner) blankAbove(begin int) bool {
	if begin == 0 {
		return false
	}
	above := s.source[s.lineStart(begin-1):begin]
	return len(bytes.TrimSpace(above)) == 0
}

func (s *scanner) took(owner *Entry) { s.tokens = append(s.tokens, token{s.at, owner}) }

// take goes over a byte of punctuation, and says whether it stands here.
func (s *scanner) take(b byte, owner *Entry) bool {
	s.skip()
	if s.at >= len(s.source) || s.source[s.at] != b {
		return false
	}
	s.at++
	s.took(owner)
	return true
}

func (s *scanner) unexpected(wanted string) error {
	return fmt.Errorf("line %d: %s was looked for here, and something else stands here that is not read when a file is changed", bytes.Count(s.source[:s.at], []byte("\n"))+1, wanted)
}

// node reads a node that belongs to an entry. The indent is that of the innermost mapping or list without brackets around it.
func (s *scanner) node(from *yaml.Node, owner *Entry, indent int) (*Node, error) {
	flow := from.Style&yaml.FlowStyle != 0
	switch {
	case from.Kind == yaml.MappingNode && flow:
		return s.flow(from, &Node{Kind: Mapping, Flow: true}, owner, '{', '}', indent)
	case from.Kind == yaml.SequenceNode && flow:
		return s.flow(from, &Node{Kind: Sequence, Flow: true}, owner, '[', ']', indent)
	case from.Kind == yaml.MappingNode:
		return s.mapping(from)
	case from.Kind == yaml.SequenceNode:
		return s.sequence(from)
	case from.Kind == yaml.ScalarNode:
		return s.scalar(from, owner, indent)
	default:
		return nil, s.unexpected("a value")
	}
}

func (s *scanner) mapping(from *yaml.Node) (*Node, error) {
	s.skip()
	n := &Node{Kind: Mapping, Start: s.at, Column: s.column(s.at)}
	for i := 0; i+1 < len(from.Content); i += 2 {
		if err := s.field(n, from.Content[i], from.Content[i+1], n.Column); err != nil {
			return nil, err
		}
	}
	n.End = n.Entries[len(n.Entries)-1].Value.End
	return n, nil
}

func (s *scanner) sequence(from *yaml.Node) (*Node, error) {
	s.skip()
	n := &Node{Kind: Sequence, Start: s.at, Column: s.column(s.at)}
	for _, item := range from.Content {
		s.skip()
		e := s.entry(n)
		if !s.take('-', e) {
			return nil, s.unexpected("a hyphen")
		}
		value, err := s.node(item, e, n.Column)
		if err != nil {
			return nil, err
		}
		e.Value = value
	}
	n.End = n.Entries[len(n.Entries)-1].Value.End
	return n, nil
}

// flow reads a mapping or list in brackets.
func (s *scanner) flow(from *yaml.Node, n *Node, owner *Entry, opening, closing byte, indent int) (*Node, error) {
	s.skip()
	n.Start, n.Column = s.at, s.column(s.at)
	if !s.take(opening, owner) {
		return nil, s.unexpected(string(opening))
	}
	step := 1
	if n.Kind == Mapping {
		step = 2
	}
	for i := 0; i+step <= len(from.Content); i += step {
		if i > 0 && !s.take(',', n.Entries[len(n.Entries)-1]) {
			return nil, s.unexpected("a comma")
		}
		if n.Kind == Mapping {
			if err := s.field(n, from.Content[i], from.Content[i+1], indent); err != nil {
				return nil, err
			}
			continue
		}
		s.skip()
		e := s.entry(n)
		value, err := s.node(from.Content[i], e, indent)
		if err != nil {
			return nil, err
		}
		e.Value = value
	}
	if len(n.Entries) > 0 {
		s.take(',', n.Entries[len(n.Entries)-1])
	}
	if !s.take(closing, owner) {
		return nil, s.unexpected(string(closing))
	}
	n.End = s.at
	return n, nil
}

func (s *scanner) entry(parent *Node) *Entry {
	e := &Entry{Start: s.at, parent: parent}
	parent.Entries = append(parent.Entries, e)
	s.entries = append(s.entries, e)
	return e
}

func (s *scanner) field(n *Node, key, value *yaml.Node, indent int) error {
	s.skip()
	e := s.entry(n)
	read, err := s.node(key, e, indent)
	if err != nil {
		return err
	}
	if read.Kind != Scalar || read.Style == Block {
		return s.unexpected("a key that is a word")
	}
	e.Key = read
	if !s.take(':', e) {
		// In braces, a key may stand alone.
		if value.Kind == yaml.ScalarNode && value.Value == "" && n.Flow {
			e.Value = &Node{Start: read.End, End: read.End}
			return nil
		}
		return s.unexpected("a colon")
	}
	e.Value, err = s.node(value, e, indent)
	return err
}
