package document

import "strings"

// flow reads a list or mapping in brackets, which may go on in further lines. What it is in is indented by so many
// spaces. It reports whether the rest of the line is still to be looked at.
func (r *reader) flow(i, indent int) bool {
	r.floor, r.brackets = min(spacesOf(r.text, r.line), indent), 0
	outer := r.depth
	begin := r.at
	ok := r.flowValue(i)
	r.depth = outer
	if !ok {
		ok = r.abandon()
		row := &r.doc.nodes[i]
		row.begin, row.end = uint32(begin), uint32(r.at)
		r.broken(i)
	}
	r.brackets = 0
	return ok
}

// abandon goes behind the bracket that closes the outermost one, or to the end of the line above one that is not
// indented enough. It reports whether there is such a bracket.
func (r *reader) abandon() bool {
	for ; r.at < len(r.text) && r.brackets > 0; r.at++ {
		switch b := r.text[r.at]; b {
		case '[', '{':
			r.brackets++
		case ']', '}':
			r.brackets--
		case '"', '\'':
			end := quotedEnd(r.text, r.at, lineEnd(r.text, r.at))
			if end > 0 && strings.IndexByte(" \t[{,:", r.text[r.at-1]) >= 0 {
				r.at = end - 1
			}
		case '#':
			if isBlank(r.text[r.at-1]) {
				r.at = lineEnd(r.text, r.at) - 1
			}
		case '\n':
			if !r.flowGoesOn() {
				return false
			}
			r.line = r.at + 1
		}
	}
	return r.brackets == 0
}

// flowGoesOn reports whether what is in brackets goes on in the line below. A bracket that closes them need not be
// indented.
func (r *reader) flowGoesOn() bool {
	if r.goesOn(r.floor) {
		return true
	}
	rest := strings.TrimLeft(r.text[r.at+1:], " \t")
	return rest != "" && (rest[0] == ']' || rest[0] == '}')
}

// flowSpace goes to the next content within brackets, and reports whether there is any.
func (r *reader) flowSpace() bool {
	for r.at < len(r.text) {
		switch b := r.text[r.at]; {
		case isBlank(b), b == '\r' && isBreak(r.text, r.at):
			r.at++
		case b == '\n':
			line := r.at + 1
			at := line
			for at < len(r.text) && isBlank(r.text[at]) {
				at++
			}
			isComment := at < len(r.text) && r.text[at] == '#'
			if !isComment && !r.flowGoesOn() {
				return false
			}
			if tab := strings.IndexByte(r.text[line:at], '\t'); tab >= 0 && !isComment && !isBreak(r.text, at) {
				r.tab(line + tab)
			}
			r.line, r.at = line, at
		case b == '#' && (r.at == r.line || isBlank(r.text[r.at-1])):
			r.comment()
		default:
			return true
		}
	}
	return false
}

// flowValue reads a value within brackets. Where it reports false, the brackets cannot be read any further.
func (r *reader) flowValue(i int) bool {
	for r.property(i) {
		if !r.flowSpace() {
			return false
		}
		if r.text[r.at] == ',' || r.text[r.at] == ']' || r.text[r.at] == '}' {
			r.scalar(i, formPlain, r.at, r.at)
			return true
		}
	}
	switch r.text[r.at] {
	case '[', '{':
		return r.flowBrackets(i)
	case '"', '\'':
		return r.quoted(i, r.floor)
	case '*':
		return r.aliased(i)
	default:
		return r.flowPlain(i)
	}
}

// flowBrackets reads a list or mapping.
func (r *reader) flowBrackets(i int) bool {
	ok := r.flowEntries(i)
	r.doc.nodes[i].end = uint32(r.at)
	if !ok {
		r.broken(i)
	}
	return ok
}

// flowEntries reads the items of a list or the fields of a mapping, with their brackets.
func (r *reader) flowEntries(i int) bool {
	begin := r.at
	closing, isMapping := byte(']'), r.text[begin] == '{'
	r.doc.nodes[i].form = formFlowSequence
	if isMapping {
		closing = '}'
		r.doc.nodes[i].form = formFlowMapping
	}
	r.doc.nodes[i].begin = uint32(begin)
	r.brackets++
	if !r.enter(begin) {
		return false
	}
	keys := keys{parent: i}
	r.at++
	for {
		if !r.flowSpace() {
			return r.unclosedBracket(begin)
		}
		switch r.text[r.at] {
		case closing:
			r.at++
			r.depth--
			r.brackets--
			return true
		case ',', ']', '}':
			return r.noEntry(begin)
		}
		j := r.open()
		var ok bool
		if isMapping {
			ok = r.flowField(j, &keys)
		} else {
			ok = r.flowValue(j)
		}
		r.close(j)
		if !ok {
			return false
		}
		if !r.flowSpace() {
			return r.unclosedBracket(begin)
		}
		switch b := r.text[r.at]; {
		case b == ',':
			r.at++
		case b != closing:
			return r.noComma(begin)
		}
	}
}

func (r *reader) unclosedBracket(begin int) bool {
	r.tear(begin)
	return false
}

// noEntry reports a sign where an item or field is to begin.
func (r *reader) noEntry(begin int) bool {
	at := place{r.at, r.at + 1}
	if b := r.text[r.at]; b == ',' {
		r.reportf(RuleSyntax, at, "Nothing precedes this comma. Remove it, or write what is missing.")
	} else {
		r.reportf(RuleSyntax, at, "This %c does not close the %c before it. Write its counterpart.", b, r.text[begin])
	}
	return false
}

// noComma reports what follows an item or field in place of a comma.
func (r *reader) noComma(begin int) bool {
	at := place{r.at, r.at + 1}
	switch b, before := r.text[r.at], r.text[r.at-1]; {
	case r.tabs:
		// A text that goes on behind a tab is reported for that.
	case b == ']' || b == '}':
		r.reportf(RuleSyntax, at, "This %c does not close the %c before it. Write its counterpart.", b, r.text[begin])
	case b == ':' && r.text[begin] == '[':
		r.reportf(RuleSyntax, at,
			"A field is among the items of a list. Put it in braces, or a text that holds a colon in quotes.")
	case b == ':':
		r.reportf(RuleSyntax, at, "A second colon follows a key. Put a text that holds a colon in quotes.")
	case b == '#':
		r.reportf(RuleSyntax, at, "A comment needs a space before it. Add it.")
	case before == '"' || before == '\'':
		r.reportf(RuleSyntax, at,
			"The quote is closed before the text ends. Write a quote within such quotes as %s.", quoteWithin(before))
	case before == ':':
		r.reportf(RuleSyntax, at, "The colon of a key needs a space after it. Add it.")
	default:
		r.reportf(RuleSyntax, at, "A comma is missing before this. Add it, or put a text that holds brackets in quotes.")
	}
	return false
}

// flowField reads a field of a mapping. One without a colon has no value.
func (r *reader) flowField(i int, keys *keys) bool {
	line, ok := r.flowKey(i, keys)
	if !ok {
		return false
	}
	if !r.flowSpace() {
		return r.unclosedBracket(r.opener(i))
	}
	if r.text[r.at] != ':' {
		r.doc.nodes[i].begin, r.doc.nodes[i].end = uint32(r.at), uint32(r.at)
		return true
	}
	if r.line != line {
		r.reportf(RuleSyntax, place{r.at, r.at + 1}, "A colon is on another line than its key. Write both on one.")
		return false
	}
	r.at++
	r.doc.nodes[i].begin, r.doc.nodes[i].end = uint32(r.at), uint32(r.at)
	if !r.flowSpace() {
		return r.unclosedBracket(r.opener(i))
	}
	if r.text[r.at] == ',' || r.text[r.at] == '}' {
		r.doc.nodes[i].begin, r.doc.nodes[i].end = uint32(r.at), uint32(r.at)
		return true
	}
	return r.flowValue(i)
}

// flowKey reads the key of a field of a mapping, and returns its line.
func (r *reader) flowKey(i int, keys *keys) (line int, ok bool) {
	anchored := false
	for r.property(i) {
		anchored = true
		if !r.flowSpace() {
			return 0, false
		}
	}
	begin, line := r.at, r.line
	isAlias := false
	switch first := r.text[begin]; {
	case first == ':' && anchored, first == ':' && !beginsPlain(r.text, begin, true):
		r.reportf(RuleWrongType, place{begin, begin + 1}, "A key is a plain word. This one is nothing.")
		return line, false
	case first == '[' || first == '{':
		r.reportf(RuleWrongType, place{begin, begin + 1}, "A key is a plain word. This one is a list or a mapping.")
		return line, false
	case first == '"' || first == '\'':
		if !r.quoted(i, r.floor) {
			return line, false
		}
	case first == '*':
		isAlias = true
		r.aliased(i)
	default:
		if !r.flowPlain(i) {
			return line, false
		}
	}
	row := &r.doc.nodes[i]
	row.keyBegin, row.keyEnd = row.begin, row.end
	row.flags |= flagKey
	row.form, row.begin = formNull, row.end
	if strings.Contains(r.text[row.keyBegin:row.keyEnd], "\n") {
		r.reportf(RuleSyntax, place{int(row.keyBegin), int(row.keyEnd)},
			"A key goes over several lines. Write it on one, with its colon.")
		return line, false
	}
	if !isAlias && row.flags&flagBroken == 0 && !keys.add(r, i) {
		r.broken(i)
	}
	return line, true
}

// opener returns where the innermost bracket opens that a node is in.
func (r *reader) opener(i int) int {
	for at := i - 1; ; at-- {
		if row := r.doc.nodes[at]; row.form >= formMapping && (row.next == 0 || row.next > uint32(i)) {
			return int(row.begin)
		}
	}
}

// flowPlain reads a text without quotes within brackets.
func (r *reader) flowPlain(i int) bool {
	if !beginsPlain(r.text, r.at, true) {
		return r.noPlain(i)
	}
	begin := r.at
	var end int
	for {
		from := r.at
		stopped := r.flowPlainLine()
		end = trimmed(r.text, from, r.at)
		r.at = end
		if stopped {
			break
		}
		line, at := r.nextPlain(end, r.floor)
		if at < 0 || isFlowSign(r.text[at]) || r.text[at] == ':' && r.endsFlowPlain(at) {
			break
		}
		r.line, r.at = line, at
	}
	r.scalar(i, formPlain, begin, end)
	return true
}

// flowPlainLine goes to the end of a text on its line, and reports whether something ends it there.
func (r *reader) flowPlainLine() bool {
	begin := r.at
	for ; !isBreak(r.text, r.at); r.at++ {
		switch b := r.text[r.at]; {
		case isFlowSign(b):
			return true
		case b == ':' && r.endsFlowPlain(r.at):
			return true
		case b == '#' && r.at > begin && isBlank(r.text[r.at-1]):
			return true
		}
	}
	return false
}

// endsFlowPlain reports whether a colon within brackets ends a key.
func (r *reader) endsFlowPlain(at int) bool {
	return isSpace(r.text, at+1) || r.text[at+1] == ',' || r.text[at+1] == ']' || r.text[at+1] == '}'
}
