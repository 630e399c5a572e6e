package document

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// lines is text in the making.
type lines []string

func (l *lines) add(line string) { *l = append(*l, line) }

// comments adds comments, with at most one empty line before each and none at the start.
func (l *lines) comments(list []comment) {
	for _, c := range list {
		if c.text == "" && (len(*l) == 0 || (*l)[len(*l)-1] == "") {
			continue
		}
		l.add(c.text)
	}
}

// indented adds lines, indented by two.
func (l *lines) indented(list lines) {
	for _, line := range list {
		if line != "" {
			line = "  " + line
		}
		l.add(line)
	}
}

// entries adds the entries of a mapping or list, one below the other, indented by a number of spaces.
func (l *lines) entries(b *branch, s shape, indent int) {
	for _, e := range ordered(b, s) {
		l.comments(e.head)
		short := 2 // characters of the hyphen
		if e.field {
			short = width(e.writtenKey(false)) + 2
		}
		value, ok := oneLine(e.value, s.of(e), indent+short)
		if !ok {
			// Below the entry, they would become part of what is there.
			l.comments(e.foot)
		}
		switch {
		case ok && e.field:
			l.add(commented(strings.TrimSuffix(e.writtenKey(false)+": "+value, " "), e.line.text))
		case ok:
			l.add(commented(strings.TrimSuffix("- "+value, " "), e.line.text))
		case e.field:
			l.field(e, s.of(e), indent)
		default:
			l.item(e, s.of(e), indent)
		}
		if ok {
			l.indented(texts(e.foot))
		}
	}
	l.comments(b.foot)
}

// field adds a field with its value below.
func (l *lines) field(e *entry, s shape, indent int) {
	key := e.writtenKey(false) + ":"
	if e.value.kind <= Scalar {
		header, text := below(e.value.value, indent)
		l.add(commented(key+" "+header, e.line.text))
		l.indented(text)
		return
	}
	l.add(commented(key, e.line.text))
	var inner lines
	inner.entries(e.value, s, indent+2)
	l.indented(inner)
}

// item adds an item of a list that takes several lines, after a hyphen.
func (l *lines) item(e *entry, s shape, indent int) {
	if e.value.kind <= Scalar {
		header, text := below(e.value.value, indent)
		l.add(commented("- "+header, e.line.text))
		l.indented(text)
		return
	}
	if e.line.text != "" {
		// The line is that of the item's first field now.
		l.add(e.line.text)
	}
	var inner lines
	inner.entries(e.value, s, indent+2)
	if strings.HasPrefix(inner[0], "#") {
		// A comment above the first field is that field's and not the item's.
		l.add("-")
	} else {
		l.add("- " + inner[0])
		inner = inner[1:]
	}
	l.indented(inner)
}

func commented(line, comment string) string {
	if comment == "" {
		return line
	}
	return line + " " + comment
}

func width(s string) int { return utf8.RuneCountInString(s) }

// oneLine returns a value as it is on the line of its key or hyphen, so many characters from the left, and whether it
// may be there.
func oneLine(b *branch, s shape, indent int) (string, bool) {
	if b.kind <= Scalar {
		value := scalar(b, s, false)
		if indent+width(value) <= Width && !strings.Contains(b.value, "\n") {
			return value, true
		}
		header, _ := below(b.value, indent)
		// What YAML reads as something else than a text stays what it is, for a field that is not known or takes none.
		return value, header == "" || b.isBare() && !isText(s) && (isTyped(b.value) || b.value == "")
	}
	if len(b.entries) > 0 && !b.isFlow() && (b.kind == Mapping || !isWords(b)) {
		return "", false
	}
	value, ok := inBrackets(b, s)
	return value, ok && (indent+width(value) <= Width || len(b.entries) == 0)
}

// isWords reports whether a list holds scalars only.
func isWords(b *branch) bool {
	return !slices.ContainsFunc(b.entries, func(e *entry) bool { return e.value.kind > Scalar })
}

// inBrackets returns a value as it is within brackets, and whether it may be there.
func inBrackets(b *branch, s shape) (string, bool) {
	if b.kind <= Scalar {
		return scalar(b, s, true), true
	}
	if isCommented(b.foot...) || len(b.entries) > 0 && s.tall() {
		return "", false
	}
	var parts []string
	for _, e := range ordered(b, s) {
		if isCommented(e.line) || isCommented(e.head...) || isCommented(e.foot...) {
			return "", false
		}
		value, ok := inBrackets(e.value, s.of(e))
		if !ok {
			return "", false
		}
		if e.field {
			value = strings.TrimSuffix(e.writtenKey(true)+": "+value, " ")
		} else if value == "" {
			return "", false // brackets cannot hold an item that is nothing
		}
		parts = append(parts, value)
	}
	if b.kind == Mapping {
		return "{" + strings.Join(parts, ", ") + "}", true
	}
	return "[" + strings.Join(parts, ", ") + "]", true
}

func isCommented(list ...comment) bool {
	return slices.ContainsFunc(list, func(c comment) bool { return c.text != "" })
}

// texts returns comments as lines.
func texts(comments []comment) lines {
	var list lines
	for _, c := range comments {
		list.add(c.text)
	}
	return list
}

// writtenKey returns the key of a field as it is written.
func (e *entry) writtenKey(inFlow bool) string {
	if e.bare && isTyped(e.key) {
		return e.key
	}
	return Write(e.key, inFlow)
}
