package document

import (
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/opencompendium/compendium/finding"
)

// Place returns the position of a range of bytes and how far it reaches.
func (d *Document) Place(begin, end int) (finding.Position, finding.Span) {
	at, from := d.position(begin)
	to, until := d.position(end)
	return at, finding.Span{End: to, Byte: begin, EndByte: end, UTF16: from, EndUTF16: until}
}

// position returns where a byte is, and its column in units of UTF-16.
func (d *Document) position(offset int) (at finding.Position, units int) {
	if len(d.lines) == 0 {
		return finding.Position{}, 0
	}
	offset = min(max(offset, int(d.lines[0])), len(d.text))
	line, found := slices.BinarySearch(d.lines, uint32(offset))
	if !found {
		line--
	}
	characters, units := 1, 1
	for text := d.text[d.lines[line]:offset]; text != ""; {
		r, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		characters++
		units += utf16.RuneLen(r)
	}
	return finding.Position{Line: line + 1, Column: characters}, units
}

// Place returns where the node is and how far it reaches: a scalar, an item in brackets and a value in brackets that is
// no field as a whole, any other list or mapping by its key, and a mapping of lines that is an item by its first key.
func (n Node) Place() (finding.Position, finding.Span) {
	at := n.place()
	return n.doc.Place(at.begin, at.end)
}

func (n Node) place() place {
	row := n.row()
	switch {
	case row.form < formMapping:
		if row.form == formNull && row.begin == row.end {
			return place{int(row.begin), int(row.begin) + n.doc.wide(int(row.begin))}
		}
		return place{int(row.begin), int(row.end)}
	case row.flags&flagKey != 0:
		return place{int(row.keyBegin), int(row.keyEnd)}
	case row.form == formFlowMapping || row.form == formFlowSequence || int(row.next) == n.index+1:
		return place{int(row.begin), int(row.end)}
	default:
		first := &n.doc.nodes[n.index+1]
		if first.keyBegin < first.keyEnd {
			return place{int(first.keyBegin), int(first.keyEnd)}
		}
		return place{int(row.begin), int(row.begin) + 1}
	}
}

// isNameByte reports whether a byte is one of a name in an expression.
func isNameByte(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z'
}

// wide returns the size of the character at a byte; 0 at the end of a line.
func (d *Document) wide(at int) int {
	if isBreak(d.text, at) {
		return 0
	}
	_, size := utf8.DecodeRuneInString(d.text[at:])
	return size
}

// KeyPlace returns where the key of a field is.
func (n Node) KeyPlace() (finding.Position, finding.Span) {
	return n.doc.Place(int(n.row().keyBegin), int(n.row().keyEnd))
}

// Locate returns where a field path leads, such as `uses[0].labels[1].off_label`, and how far that reaches, as
// Node.Place does. A path that leads nowhere leads to the nearest node that is there. For a file without nodes it is
// where the first problem is.
func (d *Document) Locate(path string) (finding.Position, finding.Span) {
	if len(d.nodes) == 0 {
		if d.fault.begin < 0 {
			return finding.Position{}, finding.Span{}
		}
		return d.Place(d.fault.begin, d.fault.end)
	}
	node := d.Root()
	for path != "" {
		step, rest, ok := nextStep(path)
		if !ok {
			break
		}
		child := node.step(step)
		if child.IsZero() {
			break
		}
		node, path = child, rest
	}
	return node.Place()
}

// Within returns where a word of a text is, and how far it reaches: what begins at an offset, in characters from 0, of
// the value that a field path leads to, a name or else one character. The character after the last is where the text
// ends. For what is no text, it is the place of that.
func (d *Document) Within(path string, offset int) (finding.Position, finding.Span) {
	node := d.Find(path)
	if node.IsZero() || node.Kind() != Scalar || node.Broken() {
		return d.Locate(path)
	}
	row := node.row()
	end := int(row.end)
	if row.form == formSingle || row.form == formDouble {
		end--
	}
	at, size, left := end, d.wide(end), offset
	d.pieces(row, func(begin int, text string) bool {
		if n := utf8.RuneCountInString(text); left >= n {
			left -= n
			return true
		}
		at = begin
		if end := begin + len(text); end <= len(d.text) && d.text[begin:end] == text {
			for range left {
				_, size = utf8.DecodeRuneInString(d.text[at:])
				at += size
			}
		}
		size = d.wide(at)
		for size > 0 && isNameByte(d.text[at]) && at+size < end && isNameByte(d.text[at+size]) {
			size++
		}
		return false
	})
	return d.Place(at, at+size)
}
