package filter

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error describes what is wrong with a filter, and where.
type Error struct {
	// Character is the position in the filter, in characters from 1.
	Character int
	// Message says what is wrong and how to fix it.
	Message string

	offset int // in bytes from 0
}

// Error returns the message with its position.
func (e *Error) Error() string { return fmt.Sprintf("at character %d: %s", e.Character, e.Message) }

func errorAt(offset int, format string, args ...any) error {
	return &Error{offset: offset, Message: fmt.Sprintf(format, args...)}
}

// brief truncates a part of the filter for a message.
func brief(s string) string {
	const maxRunes = 40
	if utf8.RuneCountInString(s) > maxRunes {
		return string([]rune(s)[:maxRunes]) + "…"
	}
	return s
}

type kind int

const (
	end kind = iota
	word
	quoted // a quoted string
	open
	closed
	operator
	minus
	comma
)

type lexeme struct {
	kind   kind
	value  string
	offset int
	stars  []int // where in value wildcards are, in bytes; an escaped star is a character
}

// describe returns the lexeme as messages show it.
func (l lexeme) describe() string {
	if l.kind == end {
		return "the end of the filter"
	}
	return fmt.Sprintf("%q", brief(l.value))
}

// lex splits a filter into lexemes.
func lex(source string) ([]lexeme, error) {
	if !utf8.ValidString(source) {
		return nil, errorAt(0, "the filter is not UTF-8")
	}
	var list []lexeme
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRuneInString(source[i:])
		switch {
		case unicode.IsSpace(r):
			i += size
		case r == '(':
			list = append(list, lexeme{kind: open, value: "(", offset: i})
			i++
		case r == ')':
			list = append(list, lexeme{kind: closed, value: ")", offset: i})
			i++
		case r == ',':
			list = append(list, lexeme{kind: comma, value: ",", offset: i})
			i++
		case r == '"' || r == '\'':
			l, next, err := lexQuoted(source, i)
			if err != nil {
				return nil, err
			}
			list = append(list, l)
			i = next
		case strings.ContainsRune("=!<>:", r):
			l := lexOperator(source, i)
			list = append(list, l)
			i += len(l.value)
		case r == '-' && !beginsNumber(source[i+1:]):
			list = append(list, lexeme{kind: minus, value: "-", offset: i})
			i++
		case isWord(r):
			l := lexWord(source, i)
			list = append(list, l)
			i += len(l.value)
		case unicode.In(r, unicode.Quotation_Mark):
			return nil, errorAt(i, `unexpected %q; put texts in " or '`, r)
		default:
			return nil, errorAt(i, "unexpected %q", r)
		}
	}
	return append(list, lexeme{kind: end, offset: len(source)}), nil
}

// lexWord returns the word that begins at i.
func lexWord(source string, i int) lexeme {
	length := strings.IndexFunc(source[i:], func(r rune) bool { return !isWord(r) })
	if length < 0 {
		length = len(source) - i
	}
	l := lexeme{kind: word, value: source[i : i+length], offset: i}
	for at := range len(l.value) {
		if l.value[at] == '*' {
			l.stars = append(l.stars, at)
		}
	}
	return l
}

func beginsNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_./-*+", r)
}

func lexOperator(source string, i int) lexeme {
	for _, op := range []string{"!=", "<=", ">="} {
		if strings.HasPrefix(source[i:], op) {
			return lexeme{kind: operator, value: op, offset: i}
		}
	}
	return lexeme{kind: operator, value: source[i : i+1], offset: i}
}

// lexQuoted reads a quoted string in which a backslash escapes the next character.
func lexQuoted(source string, start int) (lexeme, int, error) {
	quote := source[start]
	var b strings.Builder
	var stars []int
	for i := start + 1; i < len(source); i++ {
		switch {
		case source[i] == quote:
			return lexeme{kind: quoted, value: b.String(), offset: start, stars: stars}, i + 1, nil
		case source[i] == '\\' && i+1 < len(source):
			i++
			b.WriteByte(source[i])
		default:
			if source[i] == '*' {
				stars = append(stars, b.Len())
			}
			b.WriteByte(source[i])
		}
	}
	return lexeme{}, 0, errorAt(start, "unterminated string; end it with %c", quote)
}
