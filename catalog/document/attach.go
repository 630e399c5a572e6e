package document

import (
	"slices"
	"strings"
)

// modeline begins a comment that speaks to an editor about the file as a whole.
const modeline = "# yaml-language-server:"

// attacher attaches each comment, and each empty line, to what it belongs to.
type attacher struct {
	doc     *Document
	entries []*entry           // in the order of the text
	holders map[*branch]*entry // whose value each branch is
}

// remark is a comment with where it is.
type remark struct {
	comment
	column int
	own    bool // nothing else is on its line
	blank  bool // the line above it is empty
}

func (a *attacher) attach(t *tree) {
	begun := 0
	for _, begin := range a.doc.comments {
		c := a.remark(int(begin))
		for begun < len(a.entries) && a.entries[begun].begin < c.begin {
			a.emptyLine(a.entries[begun])
			begun++
		}
		if owner := a.owner(begun, c); owner != nil {
			onLine(owner, c.comment)
			continue
		}
		a.above(t, begun, c)
	}
	for ; begun < len(a.entries); begun++ {
		a.emptyLine(a.entries[begun])
	}
	splitHead(t, a)
}

func (a *attacher) remark(begin int) remark {
	text := a.doc.text
	line := a.lineStart(begin)
	return remark{
		comment: comment{strings.TrimRight(text[begin:lineEnd(text, begin)], " \t\r"), begin},
		column:  begin - line,
		own:     strings.Trim(text[line:begin], " \t\ufeff") == "",
		blank:   a.blankAbove(line),
	}
}

// lineStart returns where the line begins that a byte is in. A byte order mark is a part of the first.
func (a *attacher) lineStart(at int) int { return strings.LastIndexByte(a.doc.text[:at], '\n') + 1 }

func (a *attacher) column(at int) int { return at - a.lineStart(at) }

// blankAbove reports whether the line above one that begins here is empty.
func (a *attacher) blankAbove(begin int) bool {
	return begin > 0 && strings.TrimSpace(a.doc.text[a.lineStart(begin-1):begin]) == ""
}

// emptyLine notes the empty line above an entry.
func (a *attacher) emptyLine(e *entry) {
	begin := a.lineStart(e.begin)
	if e.parent.isFlow() || strings.TrimSpace(a.doc.text[begin:e.begin]) != "" || !a.blankAbove(begin) {
		return
	}
	e.head = append(e.head, comment{})
}

// owner returns the entry that is before a comment on its line, or nil. So many entries have begun before it.
func (a *attacher) owner(begun int, c remark) *entry {
	if c.own || begun == 0 {
		return nil
	}
	before := strings.TrimRight(a.doc.text[:c.begin], " \t")
	if line := a.lineStart(c.begin); strings.HasPrefix(before[line:], "...") {
		return nil
	}
	// What a bracket closes belongs to the entry whose value it is, and a comma to the one before it.
	e := a.entries[begun-1]
	for e != nil && e.parent.isFlow() && e.parent.end <= len(before) {
		e = a.holders[e.parent]
	}
	return e
}

// onLine attaches a comment to the entry on whose line it is. One that is there already goes above.
func onLine(e *entry, c comment) {
	if e.line.text != "" {
		e.head = append(e.head, e.line)
	}
	e.line = c
}

// above attaches a comment on a line of its own to the entry below it, or to the mapping or list that ends here and is
// indented like it. So many entries have begun before it.
func (a *attacher) above(t *tree, begun int, c remark) {
	lines := []comment{c.comment}
	if c.blank {
		lines = []comment{{}, c.comment}
	}
	var next *entry
	column := -1
	if begun < len(a.entries) {
		next = a.entries[begun]
		column = a.column(next.begin)
	}
	if begun > 0 && a.below(a.entries[begun-1], next, c, column, lines) {
		return
	}
	if next == nil {
		t.root.foot = append(t.root.foot, lines...)
		return
	}
	next.head = append(next.head, lines...)
}

// below attaches a comment to what is above it, and reports whether it belongs there.
func (a *attacher) below(previous, next *entry, c remark, column int, lines []comment) bool {
	if previous.value.kind <= Scalar && c.begin < previous.value.begin {
		previous.head = append(previous.head, lines...)
		return true
	}
	if e := a.deeper(previous, c); e != nil && c.own && c.column > column {
		e.foot = append(e.foot, lines...)
		return true
	}
	b := a.ending(previous, next, c, column)
	switch {
	case b == nil:
		return false
	case len(b.entries) == 0:
		previous.head = append(previous.head, lines...)
	default:
		b.foot = append(b.foot, lines...)
	}
	return true
}

// deeper returns the entry that a comment is below and is indented more than; nil where there is none, or where it has
// entries of its own below it.
func (a *attacher) deeper(previous *entry, c remark) *entry {
	for previous.parent.isFlow() {
		holder := a.holders[previous.parent]
		if holder == nil {
			return nil
		}
		previous = holder
	}
	value := previous.value
	if value.kind > Scalar && !value.isFlow() || c.begin < value.end || c.column <= a.column(previous.begin) {
		return nil
	}
	return previous
}

// ending returns the mapping or list at whose end a comment between two entries is; nil where it is above the second.
func (a *attacher) ending(previous, next *entry, c remark, column int) *branch {
	b := previous.value
	if b.kind <= Scalar {
		b = previous.parent
	}
	for b != nil && (next == nil || b != next.parent) {
		if b.isFlow() && c.begin < b.end {
			return b
		}
		if !b.isFlow() && c.column >= b.column && c.column > column {
			return b
		}
		holder := a.holders[b]
		if holder == nil {
			return nil
		}
		b = holder.parent
	}
	return nil
}

// splitHead takes the comments that are the file's from those of its first field: what speaks to an editor, and all
// above an empty line.
func splitHead(t *tree, a *attacher) {
	if len(a.entries) == 0 {
		return
	}
	first := a.entries[0]
	split := 0
	for i, c := range first.head {
		if strings.HasPrefix(c.text, modeline) || c.text == "" {
			split = i + 1
		}
	}
	t.head, first.head = slices.Clip(first.head[:split]), first.head[split:]
}
