package syntax

import "strings"

// modeline begins a comment that speaks to an editor about the file as a whole.
const modeline = "# yaml-language-server:"

// attach gives each comment, and each empty line, to what it belongs to.
func attach(file *File, s *scanner) {
	holders := holdersOf(file.Root)
	begun, tokens := 0, 0
	blank := func(e *Entry) {
		begin := s.lineStart(e.Start)
		if e.parent.Flow || strings.TrimSpace(string(s.source[begin:e.Start])) != "" || !s.blankAbove(begin) {
			return
		}
		e.Head = append(e.Head, "")
	}
	for _, c := range s.comments {
		for begun < len(s.entries) && s.entries[begun].Start < c.start {
			blank(s.entries[begun])
			begun++
		}
		for tokens < len(s.tokens) && s.tokens[tokens].end <= c.start {
			tokens++
		}
		if !c.own && tokens > 0 && s.tokens[tokens-1].owner != nil {
			onLine(s.tokens[tokens-1].owner, c)
			continue
		}
		above(file, s, holders, begun, c)
	}
	for ; begun < len(s.entries); begun++ {
		blank(s.entries[begun])
	}
	splitHead(file, s)
}

// holdersOf gives the entry whose value each mapping and list is.
func holdersOf(root *Node) map[*Node]*Entry {
	holders := make(map[*Node]*Entry)
	var walk func(n *Node)
	walk = func(n *Node) {
		for _, e := range n.Entries {
			holders[e.Value] = e
			walk(e.Value)
		}
	}
	walk(root)
	return holders
}

// onLine gives a comment to the entry on whose line it stands. One that has one already keeps the earlier above it.
func onLine(e *Entry, c comment) {
	if e.Line != "" {
		e.Head = append(e.Head, e.Line)
	}
	e.Line = c.text
}

// above gives a comment on a line of its own to the entry below it, or to the mapping or list that ends here and is indented
// like it. So many entries have begun before it.
func above(file *File, s *scanner, holders map[*Node]*Entry, begun int, c comment) {
	lines := []string{c.text}
	if c.blank {
		lines = []string{"", c.text}
	}
	var next *Entry
	column := -1
	if begun < len(s.entries) {
		next = s.entries[begun]
		column = s.column(next.Start)
	}
	if begun > 0 && below(s, s.entries[begun-1], next, holders, c, column, lines) {
		return
	}
	if next == nil {
		file.Root.Foot = append(file.Root.Foot, lines...)
		return
	}
	next.Head = append(next.Head, lines...)
}

// below gives a comment to what stands above it, and says whether it belongs there.
func below(s *scanner, previous, next *Entry, holders map[*Node]*Entry, c comment, column int, lines []string) bool {
	if previous.Value.Kind == Scalar && c.start < previous.Value.Start {
		previous.Head = append(previous.Head, lines...)
		return true
	}
	if e := deeper(previous, holders, s, c); e != nil && c.own && c.column > column {
		e.Foot = append(e.Foot, lines...)
		return true
	}
	n := ending(previous, next, holders, c, column)
	switch {
	case n == nil:
		return false
	case len(n.Entries) == 0:
		previous.Head = append(previous.Head, lines...)
	default:
		n.Foot = append(n.Foot, lines...)
	}
	return true
}

// deeper gives the entry that a comment stands below and is indented more than, or nil where there is none, or where it has
// entries of its own below it.
func deeper(previous *Entry, holders map[*Node]*Entry, s *scanner, c comment) *Entry {
	for previous.parent.Flow {
		holder := holders[previous.parent]
		if holder == nil {
			return nil
		}
		previous = holder
	}
	if value := previous.Value; value.Kind != Scalar && !value.Flow || c.start < value.End || c.column <= s.column(previous.Start) {
		return nil
	}
	return previous
}

// ending gives the mapping or list whose end a comment between two entries stands at, or nil where it stands above the second.
func ending(previous, next *Entry, holders map[*Node]*Entry, c comment, column int) *Node {
	n := previous.Value
	if n.Kind == Scalar {
		n = previous.parent
	}
	for n != nil && (next == nil || n != next.parent) {
		if n.Flow && c.start < n.End {
			return n
		}
		if !n.Flow && c.column >= n.Column && c.column > column {
			return n
		}
		holder := holders[n]
		if holder == nil {
			return nil
		}
		n = holder.parent
	}
	return nil
}

// splitHead takes the comments that are the file's from those of its first field: what speaks to an editor, and all above an
// empty line.
func splitHead(file *File, s *scanner) {
	if len(s.entries) == 0 {
		return
	}
	first := s.entries[0]
	split := 0
	for i, line := range first.Head {
		if strings.HasPrefix(line, modeline) || line == "" {
			split = i + 1
		}
	}
	file.Head, first.Head = first.Head[:split:split], first.Head[split:]
}
