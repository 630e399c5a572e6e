package document

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
	line := nextLine(r.text, r.at)
	if deep < 0 {
		deep = max(indentOf(r.text, line), indent+1)
	}
	r.doc.nodes[i].indent = uint16(min(deep, 1<<16-1))
	for line >= 0 {
		spaces, stop := spacesOf(r.text, line), lineEnd(r.text, line)
		if line+spaces == stop {
			line = nextLine(r.text, stop)
			continue
		}
		if spaces < deep && r.text[line+spaces] == '\t' {
			r.tab(line + spaces)
			r.broken(i)
		} else if spaces < deep {
			break
		}
		end, line = stop, nextLine(r.text, stop)
	}
	r.doc.nodes[i].end = uint32(end)
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

// indentOf returns how far the text is indented that begins at a line, whose first lines may be empty.
func indentOf(text string, line int) int {
	deep := 0
	for line >= 0 {
		spaces := spacesOf(text, line)
		deep = max(deep, spaces)
		if !isBreak(text, line+spaces) {
			return deep
		}
		line = nextLine(text, line)
	}
	return deep
}
