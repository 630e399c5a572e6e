package document

import "strings"

// Value returns what a scalar says. It is "" for any other node but one that says nothing by a word, which is that
// word.
func (n Node) Value() string {
	row := n.row()
	if row.form >= formMapping {
		return ""
	}
	return n.doc.valueOf(row)
}

func (d *Document) valueOf(row *node) string {
	raw := d.text[row.begin:row.end]
	if row.flags&flagBroken != 0 {
		return raw
	}
	switch row.form {
	case formSingle, formDouble:
		raw = raw[1 : len(raw)-1]
		special := strings.IndexByte(raw, '\n') >= 0
		if row.form == formSingle {
			special = special || strings.IndexByte(raw, '\'') >= 0
		} else {
			special = special || strings.IndexByte(raw, '\\') >= 0
		}
		if !special {
			return raw
		}
	case formPlain, formNull:
		if strings.IndexByte(raw, '\n') < 0 {
			return raw
		}
	}
	var b strings.Builder
	b.Grow(len(raw))
	d.pieces(row, func(_ int, text string) bool {
		b.WriteString(text)
		return true
	})
	return b.String()
}

// pieces calls a function with the parts of a scalar's value, in order, and where in the text each is written, until it
// returns false. A part that is not written as it is, such as an escape, is a piece of its own.
func (d *Document) pieces(row *node, yield func(at int, text string) bool) {
	switch begin, end := int(row.begin), int(row.end); row.form {
	case formLiteral, formFolded:
		b := blockPieces{text: d.text, yield: yield, folded: row.form == formFolded, indent: int(row.indent)}
		b.run(begin)
	case formSingle, formDouble:
		flowPieces(d.text, begin+1, end-1, d.text[begin], yield)
	default:
		flowPieces(d.text, begin, end, 0, yield)
	}
}

// flowPieces yields the parts of a text in quotes or without.
func flowPieces(text string, at, end int, quote byte, yield func(int, string) bool) {
	from := at // of what is written as it is
	flush := func(to int) bool { return from >= to || yield(from, text[from:to]) }
	for at < end {
		switch b := text[at]; {
		case b == '\\' && quote == '"':
			if !flush(at) {
				return
			}
			if at = flowEscape(text, at, end, yield); at < 0 {
				return
			}
			from = at
		case b == '\'' && quote == '\'':
			if !flush(at) || !yield(at, "'") {
				return
			}
			at += 2
			from = at
		case isBlank(b) || b == '\r' || b == '\n':
			blank := at
			at = endOfBlanks(text, at, end)
			if at == end || text[at] != '\n' {
				continue // blanks within a line
			}
			if !flush(blank) {
				return
			}
			if at = foldLines(text, at, end, blank, false, yield); at < 0 {
				return
			}
			from = at
		default:
			at++
		}
	}
	flush(end)
}

// flowEscape yields what an escape means. It returns where the text goes on, or -1 where that is not wanted.
func flowEscape(text string, at, end int, yield func(int, string) bool) int {
	if isBreak(text, at+1) {
		return foldLines(text, at+1, end, at, true, yield)
	}
	means, size := escaped(text[at:end])
	if !yield(at, means) {
		return -1
	}
	return at + max(size, 1)
}

// endOfBlanks returns where the blanks end that begin at a byte.
func endOfBlanks(text string, at, end int) int {
	for at < end && (isBlank(text[at]) || text[at] == '\r') {
		at++
	}
	return at
}

// foldLines yields what the end of a line says, with the empty lines below it: a space, or a break for each empty line.
// An escaped end says nothing itself. It returns where the text goes on, or -1 where that is not wanted.
func foldLines(text string, at, end, place int, isEscaped bool, yield func(int, string) bool) int {
	breaks := 0
	for at < end && (isBlank(text[at]) || text[at] == '\r' || text[at] == '\n') {
		if text[at] == '\n' {
			breaks++
		}
		at++
	}
	says := " "
	if breaks > 1 {
		says = strings.Repeat("\n", breaks-1)
	} else if isEscaped {
		says = ""
	}
	if says != "" && !yield(place, says) {
		return -1
	}
	return at
}

// blockPieces yields the parts of a text after | or >.
type blockPieces struct {
	text   string
	yield  func(int, string) bool
	folded bool
	indent int
}

func (b *blockPieces) run(at int) {
	header, _, _ := strings.Cut(b.text[at:lineEnd(b.text, at)], "#")
	strip, keep := strings.Contains(header, "-"), strings.Contains(header, "+")
	var (
		breaks    int  // empty lines since the last one with text
		lastBlank bool // which begins with a blank
		pending   bool // whose break is not said yet
		end       = at
		line      = nextLine(b.text, at)
	)
	for line >= 0 {
		spaces := min(spacesOf(b.text, line), b.indent)
		stop := lineEnd(b.text, line)
		content := line + spaces
		switch {
		case content == stop:
			if stop > line || stop < len(b.text) {
				breaks++ // a last line without anything is none
			}
		case spaces < b.indent:
			line = -1
			continue
		default:
			blank := isBlank(b.text[content])
			says := ""
			if pending && (!b.folded || lastBlank || blank) {
				says = "\n"
			} else if pending && breaks == 0 {
				says = " "
			}
			says += strings.Repeat("\n", breaks)
			if says != "" && !b.yield(end, says) || !b.yield(content, b.text[content:stop]) {
				return
			}
			pending = stop < len(b.text) || strings.Trim(b.text[content:stop], " \t") == ""
			lastBlank, breaks, end = blank, 0, stop
		}
		line = nextLine(b.text, stop)
	}
	says := ""
	if pending && !strip {
		says = "\n"
	}
	if keep {
		says += strings.Repeat("\n", breaks)
	}
	if says != "" {
		b.yield(end, says)
	}
}
