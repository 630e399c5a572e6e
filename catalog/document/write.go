package document

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// Write returns a text as a scalar on one line: plain where every reader of YAML takes it for the text it is, else in
// quotes. Within brackets fewer may be plain.
func Write(value string, inFlow bool) string {
	if isTyped(value) || !isPlain(value, inFlow) {
		return inQuotes(value)
	}
	return value
}

// typed are the texts that some reader of YAML takes for something else: nothing, a truth value, a number, a time.
// Dates of the precision of a month are no type of YAML, and are in quotes as other dates are.
var typed = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`~|(?i:null|true|false|yes|no|on|off|y|n)`,
	`[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+)`,
	`[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?`,
	`[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?`,
	`[-+]?\.(?i:inf|nan)`,
	`[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2}(?:[Tt \t].*)?)?`,
	`<<|=`,
}, "|") + `)$`)

// isTyped reports whether some reader of YAML takes a plain text for something else than a text.
func isTyped(value string) bool { return typed.MatchString(value) }

// isPlain reports whether a text can be written without quotes.
func isPlain(value string, inFlow bool) bool {
	if value == "" || strings.TrimSpace(value) != value || strings.ContainsAny(value[:1], "-?:,[]{}#&*!|>'\"%@`") {
		return false
	}
	if strings.Contains(value, ": ") || strings.Contains(value, " #") || strings.HasSuffix(value, ":") || value == "..." {
		return false
	}
	// Colons and question marks within brackets may be plain, and not every reader of YAML knows (PyYAML does not).
	if inFlow && strings.ContainsAny(value, ",[]{}:?") {
		return false
	}
	return isVisible(value)
}

// isVisible reports whether a text has no character that is escaped: none that is invisible, and no break of a line.
func isVisible(value string) bool {
	return !strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsPrint(r) })
}

// inQuotes returns a text in double quotes, or in single ones where it holds double quotes and nothing to escape.
func inQuotes(value string) string {
	if strings.ContainsAny(value, `"\`) && !strings.Contains(value, "'") && isVisible(value) {
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
