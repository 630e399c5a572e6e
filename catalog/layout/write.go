package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/opencompendium/compendium/catalog/syntax"
)

// lines is text in the making.
type lines []string

func (l *lines) add(line string) { *l = append(*l, line) }

// comments adds comments, with at most one empty line before each and none at the start.
func (l *lines) comments(list []string) {
	for _, c := range list {
		if c == "" && (len(*l) == 0 || (*l)[len(*l)-1] == "") {
			continue
		}
		l.add(c)
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

// entries adds the entries of a mapping or list, one below the other. What is added stands so many characters from the left.
func (l *lines) entries(n *syntax.Node, s shape, indent int) {
	for _, e := range ordered(n, s) {
		l.comments(e.Head)
		short := 2 // characters of the hyphen
		if e.Key != nil {
			short = width(scalar(e.Key, shape{}, false)) + 2
		}
		value, ok := oneLine(e.Value, s.of(e), indent+short)
		if !ok {
			// Below the entry, they would become part of what stands there.
			l.comments(e.Foot)
		}
		switch {
		case ok && e.Key != nil:
			l.add(commented(strings.TrimSuffix(scalar(e.Key, shape{}, false)+": "+value, " "), e.Line))
		case ok:
			l.add(commented(strings.TrimSuffix("- "+value, " "), e.Line))
		case e.Key != nil:
			l.field(e, s.of(e), indent)
		default:
			l.item(e, s.of(e), indent)
		}
		if ok {
			l.indented(e.Foot)
		}
	}
	l.comments(n.Foot)
}

// field adds a field with its value below.
func (l *lines) field(e *syntax.Entry, s shape, indent int) {
	key := scalar(e.Key, shape{}, false) + ":"
	if e.Value.Kind == syntax.Scalar {
		header, text := below(e.Value.Value, indent)
		l.add(commented(key+" "+header, e.Line))
		l.indented(text)
		return
	}
	l.add(commented(key, e.Line))
	var inner lines
	inner.entries(e.Value, s, indent+2)
	l.indented(inner)
}

// item adds an item of a list that takes several lines, after a hyphen.
func (l *lines) item(e *syntax.Entry, s shape, indent int) {
	if e.Value.Kind == syntax.Scalar {
		header, text := below(e.Value.Value, indent)
		l.add(commented("- "+header, e.Line))
		l.indented(text)
		return
	}
	if e.Line != "" {
		// The line is that of the item's first field now.
		l.add(e.Line)
	}
	var inner lines
	inner.entries(e.Value, s, indent+2)
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

// oneLine gives a value as it stands on the line of its key or hyphen, so many characters from the left, and whether it may stand there.
func oneLine(n *syntax.Node, s shape, indent int) (string, bool) {
	if n.Kind == syntax.Scalar {
		value := scalar(n, s, false)
		if indent+width(value) <= Width && !strings.Contains(n.Value, "\n") {
			return value, true
		}
		header, _ := below(n.Value, indent)
		// What YAML reads as something else than a text stays what it is, for a field that is not known or takes none.
		return value, header == "" || n.Style == syntax.Plain && !isText(s) && (syntax.IsTyped(n.Value) || n.Value == "")
	}
	if len(n.Entries) > 0 && !n.Flow && (n.Kind == syntax.Mapping || !isWords(n)) {
		return "", false
	}
	value, ok := flow(n, s)
	return value, ok && (indent+width(value) <= Width || len(n.Entries) == 0)
}

// isWords says that a list holds scalars only.
func isWords(n *syntax.Node) bool {
	for _, e := range n.Entries {
		if e.Value.Kind != syntax.Scalar {
			return false
		}
	}
	return true
}

// flow gives a node in brackets, and whether it may stand so.
func flow(n *syntax.Node, s shape) (string, bool) {
	if n.Kind == syntax.Scalar {
		return scalar(n, s, true), true
	}
	if isCommented(n.Foot...) || len(n.Entries) > 0 && s.tall() {
		return "", false
	}
	var parts []string
	for _, e := range ordered(n, s) {
		if e.Line != "" || isCommented(e.Head...) || isCommented(e.Foot...) {
			return "", false
		}
		value, ok := flow(e.Value, s.of(e))
		if !ok {
			return "", false
		}
		if e.Key != nil {
			value = strings.TrimSuffix(scalar(e.Key, shape{}, true)+": "+value, " ")
		} else if value == "" {
			return "", false // brackets cannot hold an item that is nothing
		}
		parts = append(parts, value)
	}
	if n.Kind == syntax.Mapping {
		return "{" + strings.Join(parts, ", ") + "}", true
	}
	return "[" + strings.Join(parts, ", ") + "]", true
}

func isCommented(list ...string) bool {
	for _, c := range list {
		if c != "" {
			return true
		}
	}
	return false
}
