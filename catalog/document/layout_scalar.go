package document

import (
	"strings"
	"unicode"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// isText reports whether a field takes texts, whatever they look like.
func isText(s shape) bool { return s.kind() == protoreflect.StringKind }

// scalar returns a value on one line: plain where YAML reads it as the text it is, else in quotes. Within brackets
// fewer may be plain.
func scalar(b *branch, s shape, inFlow bool) string {
	kind := s.kind()
	switch {
	case b.isBare() && b.value == "":
		return "" // nothing is written, and nothing it stays
	case b.isBare() && isNull(b.value):
		return b.value // nothing too
	case b.isBare() && !isText(s) && isTyped(b.value):
		return b.value
	case !b.isBare() && (kind == protoreflect.BoolKind || kind == protoreflect.Int32Kind):
		return inQuotes(b.value) // it is wrong, and the author has to see it
	default:
		return Write(b.value, inFlow)
	}
}

// below returns a text as lines below its key, at this column, and the sign after the key; "" if the text cannot be
// written so. A text of one line is broken at its spaces.
func below(value string, indent int) (header string, text lines) {
	if strings.Contains(value, "\n") {
		return literal(value)
	}
	if !isVisible(value) || strings.TrimSpace(value) != value || !strings.Contains(value, " ") {
		return "", nil
	}
	var line strings.Builder
	column := 0
	for i, word := range strings.Split(value, " ") {
		// An empty word is one of several spaces, at which no line may be broken.
		canBreak := word != "" && !strings.HasSuffix(line.String(), " ")
		switch {
		case i == 0:
		case canBreak && indent+2+column+1+width(word) > Width:
			text.add(line.String())
			line.Reset()
			column = 0
		default:
			line.WriteByte(' ')
			column++
		}
		line.WriteString(word)
		column += width(word)
	}
	text.add(line.String())
	return ">-", text
}

// literal returns a text of several lines as they are.
func literal(value string) (header string, text lines) {
	header = "|-"
	if trimmed, ok := strings.CutSuffix(value, "\n"); ok {
		header, value = "|", trimmed
	}
	for i, line := range strings.Split(value, "\n") {
		ends := i == 0 || i == strings.Count(value, "\n")
		isTrimmed := strings.TrimRightFunc(line, unicode.IsSpace) == line
		if !isVisible(line) || !isTrimmed || ends && line == "" || i == 0 && line[0] == ' ' {
			return "", nil
		}
		text.add(line)
	}
	return header, text
}
