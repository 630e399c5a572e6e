package layout

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/syntax"
)

// isText says that a field takes texts, whatever they look like.
func isText(s shape) bool { return s.kind() == protoreflect.StringKind }

// scalar gives a value on one line: plain where YAML reads it as the text it is, else in quotes. Within brackets fewer may be plain.
func scalar(n *syntax.Node, s shape, inFlow bool) string {
	kind := s.kind()
	switch {
	case n.Style == syntax.Plain && n.Value == "":
		return "" // nothing is written, and nothing it stays
	case n.Style == syntax.Plain && isNull(n.Value):
		return n.Value // nothing too
	case n.Style == syntax.Plain && !isText(s) && isTyped(n.Value):
		return n.Value
	case n.Style != syntax.Plain && (kind == protoreflect.BoolKind || kind == protoreflect.Int32Kind):
		return quoted(n.Value) // it is wrong, and the author has to see it
	case isTyped(n.Value) || !isPlain(n.Value, inFlow):
		return quoted(n.Value)
	default:
		return n.Value
	}
}

func isNull(value string) bool {
	switch value {
	case "~", "null", "Null", "NULL":
		return true
	default:
		return false
	}
}

// typed are the texts that some reader of YAML takes for something else: nothing, a truth value, a number, a time. Dates of the
// precision of a month are no type of YAML, and are in quotes as other dates are.
var typed = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`~|(?i:null|true|false|yes|no|on|off|y|n)`,
	`[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+)`,
	`[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?`,
	`[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?`,
	`[-+]?\.(?i:inf|nan)`,
	`[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2}(?:[Tt \t].*)?)?`,
	`<<|=`,
}, "|") + `)$`)

func isTyped(value string) bool { return typed.MatchString(value) }

// isPlain says whether a text can stand without quotes.
func isPlain(value string, inFlow bool) bool {
	if value == "" || strings.TrimSpace(value) != value || strings.ContainsAny(value[:1], "-?:,[]{}#&*!|>'\"%@`") {
		return false
	}
	if strings.Contains(value, ": ") || strings.Contains(value, " #") || strings.HasSuffix(value, ":") || value == "..." {
		return false
	}
	// A colon within brackets may stand plain, and not every reader of YAML knows.
	if inFlow && strings.ContainsAny(value, ",[]{}:") {
		return false
	}
	return isPrintable(value)
}

// isPrintable says whether a text has no character that is escaped: none that nobody sees, and no break of a line.
func isPrintable(value string) bool {
	for _, r := range value {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

// quoted gives a text in double quotes, or in single ones where it holds double quotes and nothing to escape.
func quoted(value string) string {
	if strings.ContainsAny(value, `"\`) && !strings.Contains(value, "'") && isPrintable(value) {
		return "'" + value + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// below gives a text as lines below its key, which stands so many characters from the left, and the sign after the key; "" where
// the text cannot stand so. A text of one line is broken at its spaces.
func below(value string, indent int) (header string, text lines) {
	if strings.Contains(value, "\n") {
		return literal(value)
	}
	if !isPrintable(value) || strings.TrimSpace(value) != value || !strings.Contains(value, " ") {
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

// literal gives a text of several lines as they are.
func literal(value string) (header string, text lines) {
	header = "|-"
	if trimmed, ok := strings.CutSuffix(value, "\n"); ok {
		header, value = "|", trimmed
	}
	for i, line := range strings.Split(value, "\n") {
		ends := i == 0 || i == strings.Count(value, "\n")
		if !isPrintable(line) || strings.TrimRightFunc(line, unicode.IsSpace) != line || ends && line == "" || i == 0 && line[0] == ' ' {
			return "", nil
		}
		text.add(line)
	}
	return header, text
}
