package document

import "strings"

// blockText reads a text after | or >, in lines that are indented more than what it is in, which is by so many spaces,
// and goes to the next line with content.
func (r *reader) blockText(i, indent int) {
	begin, form := r.at, formLiteral
	if r.text[begin] == '>' {
		form = formFolded
	}
	deep := r.blockHeader(i, indent)
	end := r.at
	r.doc.nodes[i].form, r.doc.nodes[i].begin = form, uint32(begin)
	line := r.nextLine(r.at)
	if deep < 0 {
		deep = max(indentOf(r.text, line), indent+1)
	}
	r.doc.nodes[i].indent = uint16(min(deep, 1<<16-1))
	for line >= 0 {
		spaces, stop := spacesOf(r.text, line), lineEnd(r.text, line)
		if line+spaces == stop {
			if line = r.nextLine(stop); line < 0 {
				r.at = stop
			}
			continue
		}
		if spaces < deep && r.text[line+spaces] == '\t' {
			r.tab(line + spaces)
			r.broken(i)
		} else if spaces < deep {
			break
		}
		end = stop
		if line = r.nextLine(stop); line < 0 {
			r.at = stop
		}
	}
	r.doc.nodes[i].end = uint32(end)
	if line < 0 {
		r.at, r.ended, r.marker = len(r.text), true, -1
		return
	}
	r.resume(line)
}

// blockHeader goes over the signs after | or > up to the end of the line, and returns how far the text is indented
// where they tell, else -1.
func (r *reader) blockHeader(i, indent int) int {
	deep, ends := -1, false
	for r.at++; !isSpace(r.text, r.at); r.at++ {
		b := r.text[r.at]
		isDepth, isEnd := '1' <= b && b <= '9' && deep < 0, (b == '+' || b == '-') && !ends
		if isDepth {
			deep = max(indent, 0) + int(b-'0')
		}
		if ends = ends || isEnd; !isDepth && !isEnd {
			break
		}
	}
	r.blanks()
	if r.lineEnds() {
		return deep
	}
	r.reportf(RuleSyntax, r.rest(),
		"Only + or -, a number and a comment may follow a | or > that begins a text. Write the text on the lines below.")
	r.broken(i)
	r.at = lineEnd(r.text, r.at)
	return deep
}

// nextLine returns where the line after the one that a byte is in begins, or -1.
func (r *reader) nextLine(at int) int {
	if i := strings.IndexByte(r.text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return -1
}

// spacesOf returns how many spaces begin a line.
func spacesOf(text string, line int) int {
	at := line
	for at < len(text) && text[at] == ' ' {
		at++
	}
	return at - line
}

// indentOf returns how far the text is indented that begins at a line, whose first lines may be empty.
func indentOf(text string, line int) int {
	deep := 0
	for line >= 0 && line < len(text) {
		spaces := spacesOf(text, line)
		deep = max(deep, spaces)
		if !isBreak(text, line+spaces) {
			return deep
		}
		i := strings.IndexByte(text[line:], '\n')
		if i < 0 {
			return deep
		}
		line += i + 1
	}
	return deep
}
