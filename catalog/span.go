package catalog

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/opencompendium/compendium/finding"
	"go.yaml.in/yaml/v4"
)

// Places finds places in one file and how far they reach. It is for one goroutine.
type Places struct {
	text   []byte // without a byte order mark
	mark   int    // how many bytes that takes
	lines  []int  // at which byte each line begins
	root   *yaml.Node
	none   finding.Position // where there are no nodes
	begins map[finding.Position]*yaml.Node
}

// Places reads the file's text again, once, so that records nobody asks about cost no memory for their positions.
func (r *Record) Places() *Places {
	text := r.Text()
	file, faults := parse(text)
	if file == nil {
		return newPlaces(text, nil, faults[0].at)
	}
	return newPlaces(text, file.root, finding.Position{})
}

// Places gives what finds places in the file.
func (f *File) Places() *Places {
	return newPlaces(f.source, f.root, finding.Position{Line: 1, Column: 1})
}

func newPlaces(source []byte, root *yaml.Node, none finding.Position) *Places {
	text := bytes.TrimPrefix(source, []byte("\ufeff"))
	return &Places{text: text, mark: len(source) - len(text), root: root, none: none}
}

// Position gives where in the file a field path leads, as Record.Position does.
func (p *Places) Position(path string) finding.Position {
	if p.root == nil {
		return p.none
	}
	return locate(p.root, path)
}

// At gives the position of a byte of the file.
func (p *Places) At(offset int) finding.Position {
	at := min(max(offset-p.mark, 0), len(p.text))
	p.index()
	line := sort.SearchInts(p.lines, at+1) - 1
	column, _ := p.columns(p.lines[line], at)
	return finding.Position{Line: line + 1, Column: column}
}

// Span gives how far what begins at a position reaches: a key, a text or a comment to its end, a list or mapping in brackets to the
// closing one where that is on the same line. Where nothing begins, that is one character, or none at the end of a line.
func (p *Places) Span(at finding.Position) finding.Span {
	begin, ok := p.offset(at)
	if !ok {
		return finding.Span{}
	}
	if p.begins == nil {
		p.begins = make(map[finding.Position]*yaml.Node)
		p.collect(p.root)
	}
	return p.span(at, begin, p.end(p.begins[at], begin))
}

// Line gives the span of the rest of a line.
func (p *Places) Line(at finding.Position) finding.Span {
	begin, ok := p.offset(at)
	if !ok {
		return finding.Span{}
	}
	return p.span(at, begin, p.lineEnd(begin))
}

// collect notes what begins where. Of a mapping and its first key, which begin at one place, that is the key.
func (p *Places) collect(node *yaml.Node) {
	if node == nil {
		return
	}
	p.begins[finding.Position{Line: node.Line, Column: node.Column}] = node
	for _, child := range node.Content {
		p.collect(child)
	}
}

// offset gives the byte at a position, or the end of its line where the line is shorter, and false where the file has no such line.
func (p *Places) offset(at finding.Position) (int, bool) {
	p.index()
	if at.Line < 1 || at.Line > len(p.lines) {
		return 0, false
	}
	begin := p.lines[at.Line-1]
	end := p.lineEnd(begin)
	for column := 1; column < at.Column && begin < end; column++ {
		_, size := utf8.DecodeRune(p.text[begin:end])
		begin += size
	}
	return begin, true
}

// index notes at which byte each line begins.
func (p *Places) index() {
	if p.lines != nil {
		return
	}
	p.lines = []int{0}
	for i, b := range p.text {
		if b == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
}

// lineEnd gives the end of the line that a byte is in, without what ends it.
func (p *Places) lineEnd(from int) int {
	end := len(p.text)
	if i := bytes.IndexByte(p.text[from:], '\n'); i >= 0 {
		end = from + i
	}
	if end > from && p.text[end-1] == '\r' {
		end--
	}
	return end
}

func (p *Places) span(at finding.Position, begin, end int) finding.Span {
	line := sort.SearchInts(p.lines, end+1) - 1
	_, from := p.columns(p.lines[at.Line-1], begin)
	column, to := p.columns(p.lines[line], end)
	return finding.Span{End: finding.Position{Line: line + 1, Column: column}, Byte: p.mark + begin, EndByte: p.mark + end, UTF16: from, EndUTF16: to}
}

// columns gives the column of a byte in the line that begins at another, in characters and in units of UTF-16.
func (p *Places) columns(line, at int) (characters, units int) {
	characters, units = 1, 1
	for text := p.text[line:at]; len(text) > 0; {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		characters++
		units += utf16.RuneLen(r)
	}
	return characters, units
}

// end gives the byte behind what begins at a byte.
func (p *Places) end(node *yaml.Node, begin int) int {
	line := p.lineEnd(begin)
	switch {
	case begin >= line:
		return begin
	case p.text[begin] == '#' && node == nil:
		return begin + len(bytes.TrimRight(p.text[begin:line], " \t"))
	case node != nil:
		if end, ok := p.nodeEnd(node, begin); ok && end > begin {
			return end
		}
	}
	_, size := utf8.DecodeRune(p.text[begin:line])
	return begin + size
}

func (p *Places) nodeEnd(node *yaml.Node, begin int) (int, bool) {
	rest := p.text[begin:]
	switch first := rest[0]; {
	case node.Kind == yaml.AliasNode, first == '&', first == '!':
		if i := bytes.IndexAny(rest, " \t\r\n,]}"); i >= 0 {
			return begin + i, true
		}
		return len(p.text), true
	case node.Kind == yaml.ScalarNode && node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return p.blockEnd(begin), true
	case node.Kind == yaml.ScalarNode && (first == '"' || first == '\''):
		return begin + quotedEnd(rest), true
	case node.Kind == yaml.ScalarNode:
		length, ok := plainEnd(rest, node.Value)
		return begin + length, ok
	case first == '[', first == '{':
		return p.bracketEnd(node, begin)
	}
	return 0, false
}

// bracketEnd finds the bracket that closes a list or mapping on the line on which it begins.
func (p *Places) bracketEnd(node *yaml.Node, begin int) (int, bool) {
	end, line := begin+1, p.lineEnd(begin)
	if last := len(node.Content) - 1; last >= 0 {
		child := node.Content[last]
		at, ok := p.offset(finding.Position{Line: child.Line, Column: child.Column})
		if !ok || at < end || at > line {
			return 0, false
		}
		end = max(end, p.end(child, at))
	}
	for end < line && (p.text[end] == ' ' || p.text[end] == '\t' || p.text[end] == ',') {
		end++
	}
	closed := end < line && (p.text[end] == ']' || p.text[end] == '}')
	return end + 1, closed
}

// blockEnd finds the end of a folded or literal text from its mark on: the last line that is indented as its first one.
func (p *Places) blockEnd(begin int) int {
	end := begin + len(bytes.TrimRight(p.text[begin:p.lineEnd(begin)], " \t"))
	first := sort.SearchInts(p.lines, begin+1) // the line below the mark
	indent := 0
	for _, start := range p.lines[first:] {
		line := p.text[start:p.lineEnd(start)]
		text := bytes.TrimLeft(line, " ")
		if len(text) == 0 {
			continue
		}
		depth := len(line) - len(text)
		if indent == 0 {
			indent = depth
		}
		if depth < indent || depth == 0 {
			break
		}
		end = start + len(line)
	}
	return end
}

// quotedEnd gives the length of a text in quotes.
func quotedEnd(text []byte) int {
	quote := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && quote == '"', text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return len(text)
}

// plainEnd gives how long a value is that is written without quotes. YAML folds its lines, so that what is white in one is as long as it
// likes in the other.
func plainEnd(text []byte, value string) (int, bool) {
	if bytes.HasPrefix(text, []byte(value)) {
		return len(value), true
	}
	length := 0
	for _, r := range strings.TrimSpace(value) {
		if unicode.IsSpace(r) {
			for length < len(text) && strings.IndexByte(" \t\r\n", text[length]) >= 0 {
				length++
			}
			continue
		}
		got, size := utf8.DecodeRune(text[length:])
		if got != r {
			return 0, false
		}
		length += size
	}
	return length, true
}
