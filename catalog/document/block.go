package document

import "strings"

// block reads the value of a node that begins a line or follows a hyphen. What it is in is indented by so many spaces.
func (r *reader) block(i, indent int) {
	column := r.column()
	for r.property(i) {
		if r.blanks(); r.lineEnds() {
			r.below(i, indent, r.at, false)
			return
		}
	}
	switch {
	case r.isItem():
		r.sequence(i, r.column(), false)
	case r.beginsField():
		r.mapping(i, column)
	default:
		r.inline(i, indent)
	}
}

// isItem reports whether an item of a list begins here.
func (r *reader) isItem() bool { return r.text[r.at] == '-' && isSpace(r.text, r.at+1) }

// beginsField reports whether fields begin here: one is on this line, or this line is to be one, since it is indented
// as a field below it is.
func (r *reader) beginsField() bool {
	switch r.text[r.at] {
	case '[', '{', '|', '>':
		return false
	case '?', ':':
		if isSpace(r.text, r.at+1) {
			return true
		}
	}
	_, _, ok := r.key()
	if ok || r.text[r.at] == '"' || r.text[r.at] == '\'' {
		return ok
	}
	line := nextLine(r.text, r.at)
	if line < 0 || spacesOf(r.text, line) < r.column() {
		return false
	}
	at := line + r.column()
	if isSpace(r.text, at) || isMarker(r.text, at) {
		return false
	}
	below := reader{text: r.text, at: at}
	_, _, ok = below.key()
	return ok
}

// key finds the end of the key that begins here and its colon, and reports whether there are both on the line.
func (r *reader) key() (end, colon int, ok bool) {
	at := r.at
	switch text := r.text; text[at] {
	case '*':
		for !isSpace(text, at) {
			at++
		}
		if text[at-1] == ':' {
			at--
		}
		for end = at; at < len(text) && isBlank(text[at]); at++ {
		}
		return end, at, at < len(text) && text[at] == ':' && isSpace(text, at+1)
	case '"', '\'':
		end = quotedEnd(text, at, lineEnd(text, at))
		if end < 0 {
			return 0, 0, false
		}
		for at = end; at < len(text) && isBlank(text[at]); at++ {
		}
		return end, at, at < len(text) && text[at] == ':' && isSpace(text, at+1)
	}
	if !beginsPlain(r.text, at, false) {
		return 0, 0, false
	}
	for ; at < len(r.text); at++ {
		switch r.text[at] {
		case ':':
			if isSpace(r.text, at+1) {
				return r.at + len(strings.TrimRight(r.text[r.at:at], " \t")), at, true
			}
		case '#':
			if at > r.at && isBlank(r.text[at-1]) {
				return 0, 0, false
			}
		case '\n':
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// mapping reads fields, one a line at a column.
func (r *reader) mapping(i, column int) {
	r.doc.nodes[i].form, r.doc.nodes[i].begin, r.doc.nodes[i].end = formMapping, uint32(r.at), uint32(r.at)
	if !r.enter(r.at) {
		r.broken(i)
		r.skip(column - 1)
	}
	keys := keys{parent: i}
	for first := r.depth <= MaxDepth; !r.ended && (first || r.column() == column); first = false {
		r.field(i, column, &keys)
		if !r.ended && r.column() > column {
			r.misindented(column)
		}
	}
	r.depth--
}

// misindented reports lines that are indented more than the fields or items that they follow, and skips them.
func (r *reader) misindented(column int) {
	r.reportf(RuleSyntax, r.rest(),
		"This line is indented more than what it follows, which has its value already. Indent both alike.")
	r.skip(column)
}

// field reads one field.
func (r *reader) field(mapping, column int, keys *keys) {
	pending := false // an anchor or tag is reported that belongs to the key
	for r.property(-1) {
		pending = true
		if r.blanks(); r.lineEnds() {
			r.skip(column)
			return
		}
	}
	end, colon, ok := r.key()
	if !ok {
		if !pending {
			r.noField(column)
		} else {
			r.skip(column)
		}
		return
	}
	r.torn = false
	i := r.open()
	row := &r.doc.nodes[i]
	row.keyBegin, row.keyEnd, row.flags = uint32(r.at), uint32(end), flagKey
	row.begin, row.end = uint32(colon+1), uint32(colon+1)
	if r.text[r.at] == '*' {
		r.alias(end)
		r.broken(i)
	} else if !keys.add(r, i) {
		r.broken(i)
	}
	r.at = colon + 1
	if r.blanks(); r.lineEnds() {
		r.below(i, column, colon+1, true)
	} else {
		r.inline(i, column)
	}
	r.close(i)
	r.doc.nodes[mapping].end = r.doc.nodes[i].end
}

// noField reports a line among fields that is none, and skips it with what is below it.
func (r *reader) noField(column int) {
	at := r.rest()
	switch line := r.text[at.begin:at.end]; {
	case r.torn:
	case r.isItem():
		r.reportf(RuleSyntax, at, "An item of a list is among fields. Indent it below the field whose list it belongs to.")
	case line[0] == '?' && isSpace(r.text, at.begin+1):
		r.reportf(RuleWrongType, at,
			"A key after a question mark is not read. Write a key that is a plain word, a colon and the value.")
		r.skip(column)
		if !r.ended && r.column() == column && r.text[r.at] == ':' && isSpace(r.text, r.at+1) {
			r.skip(column) // the value
		}
		return
	case line[0] == ':' && isSpace(r.text, at.begin+1):
		r.reportf(RuleWrongType, place{at.begin, at.begin + 1}, "A key is a plain word. This one is nothing.")
	case (line[0] == '[' || line[0] == '{') && strings.Contains(line, ":"):
		r.reportf(RuleWrongType, at, "A key is a plain word. This one is a list or a mapping.")
	case strings.Contains(line, ":") && line[0] != '"' && line[0] != '\'':
		r.reportf(RuleSyntax, at, "This is not a field: the colon of its key needs a space after it. Add it.")
	case line[0] == '"' || line[0] == '\'':
		r.reportf(RuleSyntax, at,
			"This is not a field: it has no key with a colon. Close the quote on this line and write a colon and a space "+
				"after it.")
	default:
		r.reportf(RuleSyntax, at,
			"This is not a field: it has no colon. Write the key, a colon and a space, or indent the line below its field.")
	}
	r.skip(column)
}

// sequence reads items, each behind a hyphen at a column. The field whose list it is may be at the same column.
func (r *reader) sequence(i, column int, shared bool) {
	r.doc.nodes[i].form, r.doc.nodes[i].begin, r.doc.nodes[i].end = formSequence, uint32(r.at), uint32(r.at)
	if !r.enter(r.at) {
		r.broken(i)
		r.skip(column - 1)
	}
	for !r.ended && r.column() == column {
		if !r.isItem() {
			if shared {
				break
			}
			if r.torn {
				r.skip(column)
				continue
			}
			r.reportf(RuleSyntax, r.rest(),
				"This is not an item of the list above: it has no hyphen. Add one, or indent the line as what it belongs to.")
			r.skip(column)
			continue
		}
		r.item(i, column)
		if !r.ended && r.column() > column {
			r.misindented(column)
		}
	}
	r.depth--
}

// item reads one item of a list.
func (r *reader) item(list, column int) {
	r.torn = false
	i := r.open()
	hyphen := r.at
	row := &r.doc.nodes[i]
	row.keyBegin, row.keyEnd, row.begin, row.end = uint32(hyphen), uint32(hyphen+1), uint32(hyphen+1), uint32(hyphen+1)
	r.at++
	if r.blanks(); r.lineEnds() {
		r.below(i, column, hyphen+1, false)
	} else {
		if strings.Contains(r.text[hyphen:r.at], "\t") && (r.isItem() || r.beginsField()) {
			r.tab(hyphen + strings.IndexByte(r.text[hyphen:r.at], '\t'))
			r.broken(i)
		}
		r.block(i, column)
	}
	r.close(i)
	r.doc.nodes[list].end = r.doc.nodes[i].end
}

// below reads a value that begins below its key or hyphen, behind which nothing follows. The items of a field's list
// need not be indented.
func (r *reader) below(i, column, behind int, field bool) {
	r.doc.nodes[i].begin, r.doc.nodes[i].end = uint32(behind), uint32(behind)
	r.skipped = false
	r.advance()
	if r.skipped {
		r.broken(i)
	}
	switch {
	case r.ended:
	case r.column() > column:
		r.block(i, column)
	case field && r.column() == column && r.isItem():
		r.sequence(i, column, true)
	}
}

// inline reads a value that begins on the line of its key or hyphen, or alone on a line, and goes to the next line with
// content. The block that it is in is indented by so many spaces.
func (r *reader) inline(i, indent int) {
	for r.property(i) {
		if r.blanks(); r.lineEnds() {
			r.below(i, indent, r.at, true)
			return
		}
	}
	var ends bool
	switch r.text[r.at] {
	case '|', '>':
		r.blockText(i, indent)
		return
	case '[', '{':
		ends = r.flow(i, indent)
	case '"', '\'':
		ends = r.quoted(i, min(spacesOf(r.text, r.line), indent))
	case '*':
		ends = r.aliased(i)
	default:
		ends = r.plain(i, indent)
	}
	if !ends {
		r.skip(indent)
		return
	}
	r.endValue(i, indent)
}

// endValue goes to the line below a value, behind which only a comment may follow.
func (r *reader) endValue(i, indent int) {
	if r.blanks(); r.lineEnds() {
		r.advance()
		return
	}
	at := r.rest()
	switch row := r.doc.nodes[i]; {
	case r.text[r.at] == ':' && row.form >= formMapping:
		r.reportf(RuleWrongType, place{int(row.begin), int(row.end)},
			"A key is a plain word. This one is a list or a mapping.")
	case r.text[r.at] == ':':
		r.reportf(RuleSyntax, at, "A colon follows a value. Put a text that holds a colon and a space in quotes as a whole.")
	case r.text[r.at] == '#':
		r.reportf(RuleSyntax, at, "A comment needs a space before it. Add it.")
	case row.form == formSingle || row.form == formDouble:
		r.reportf(RuleSyntax, at, "The quote is closed before the text ends. Write a quote within such quotes as %s.",
			quoteWithin(r.text[row.begin]))
	default:
		r.reportf(RuleSyntax, at,
			"Only a comment may follow a closing bracket. Put the text in quotes as a whole, or remove this.")
	}
	r.broken(i)
	r.skip(indent)
}

// property goes over an anchor or a tag and reports it. What has an anchor can be read all the same.
func (r *reader) property(i int) bool {
	begin, first := r.at, r.text[r.at]
	if first != '&' && first != '!' {
		return false
	}
	for !isSpace(r.text, r.at) && (r.brackets == 0 || r.at == begin || strings.IndexByte(",[]{}", r.text[r.at]) < 0) {
		r.at++
	}
	at := place{begin, r.at}
	if first == '&' {
		r.reportf(RuleAlias, at, "%s", aliasMessage)
		return true
	}
	r.reportf(RuleWrongType, at, "The tag %s is not read. Remove it; fields know their types.", show(r.text[begin:r.at]))
	if i >= 0 {
		r.broken(i)
	}
	return true
}

const aliasMessage = "Anchors and aliases are not read. Write the value where it is needed."

// aliased reads an alias in place of a value.
func (r *reader) aliased(i int) bool {
	end := r.at
	for !isSpace(r.text, end) && (r.brackets == 0 || strings.IndexByte(",[]{}", r.text[end]) < 0) {
		end++
	}
	r.scalar(i, formPlain, r.at, end)
	r.alias(end)
	r.broken(i)
	r.at = end
	return true
}

func (r *reader) alias(end int) { r.reportf(RuleAlias, place{r.at, end}, "%s", aliasMessage) }
